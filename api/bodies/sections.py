"""What editors ask of one section."""

from pydantic import Field, StrictBool

from api.bodies.words import Words
from drafter.redrafting.asking import Wish
from schemas.base import Closed
from schemas.sections import SectionName


class GivenWish(Closed):
    """How a section is wanted anew."""

    instructions: Words | None = Field(
        default=None, description="what you ask of it, in words; the engine extractive reads none"
    )
    overwrite: StrictBool = Field(
        default=False, description="true: what people wrote in the section is written over too"
    )

    def wish(self, section: SectionName) -> Wish:
        """The same for a section."""
        return Wish(section=section, instructions=self.instructions, overwrite=self.overwrite)
