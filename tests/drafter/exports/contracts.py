# ruff: noqa: N815 - the names are the standards', and say what they are
"""What each standard allows of the fields that we use, closed, in our own words.

The schemas themselves are not ours to keep here: test_real_schemas.py holds exports against them
where they are at hand. A field that is not here, or a value of another form, fails.
"""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

_URI = re.compile(r"[a-z][a-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")


def _uri(text: str) -> str:
    if not _URI.fullmatch(text):
        raise ValueError(f"no URI: {text}")
    return text


Uri = Annotated[str, AfterValidator(_uri)]
Text = Annotated[str, StringConstraints(min_length=1)]
Moment = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+]00:00$")]
Compact = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+]0000$")]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]
Tag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
PubStatus = Literal["usable", "withheld", "canceled"]
MediaType = Literal["text/plain", "application/json", "application/xhtml+xml"]


class Contract(BaseModel):
    """A closed object."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Standard(Contract):
    name: Literal["ninjs"]
    version: Literal["3.1"]
    schema_: Literal["http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"] = Field(alias="schema")


class Valued(Contract):
    role: Text
    contentType: MediaType
    value: Text


class Body(Valued):
    wordCount: int | None = None


class AltId(Contract):
    role: Literal["draftId", "revision"]
    value: Text


class Subject(Contract):
    name: Text
    rel: Literal["about"]
    uri: Uri | None = None
    literal: Text | None = None
    creator: Text | None = None


class Named(Contract):
    name: Text
    uri: Uri


class NamedRel(Named):
    rel: Literal["derivedFrom"]


class NamedEvent(Named):
    id: Text
    rel: Literal["priorEvent"]


class InfoSource(Contract):
    role: Literal["firstReportedBy"]
    name: Text
    uri: Uri | None = None


class Trust(Contract):
    title: Text
    href: Uri


class Ninjs(Contract):
    """A cancellation stops before `by`."""

    standard: Standard
    uri: Uri
    type: Literal["text"]
    representationType: Literal["full", "partial"]
    profile: Text
    version: Text
    firstCreated: Moment | None = None
    versionCreated: Moment | None = None
    pubStatus: PubStatus
    edNote: Text | None = None
    language: Tag | None = None
    slugline: Text
    headlines: list[Valued]
    altIds: list[AltId] | None = None
    by: Text | None = None
    descriptions: list[Valued] | None = None
    bodies: list[Body] | None = None
    subjects: list[Subject] | None = None
    genres: list[Named] | None = None
    events: list[NamedEvent] | None = None
    infoSources: list[InfoSource] | None = None
    associations: list[NamedRel] | None = None
    digitalSourceType: Named
    trustIndicators: list[Trust]


class Code(Contract):
    code: Annotated[str, StringConstraints(pattern=r"^\d{8}$")]
    name: Text


class Extra(Contract):
    drafter: dict[str, object]


class Superdesk(Contract):
    """What Superdesk's parser reads of a text."""

    guid: Uri
    uri: Uri
    type: Literal["text"]
    version: Text
    firstcreated: Compact | None = None
    versioncreated: Compact | None = None
    pubstatus: PubStatus
    ednote: Text | None = None
    language: Tag | None = None
    headline: Text
    slugline: Text
    source: Text
    extra: Extra
    description_text: Text | None = None
    body_html: Text | None = None
    byline: Text | None = None
    keywords: list[Text] | None = None
    subject: list[Code] | None = None


class Reference(Contract):
    id: Uri = Field(alias="@id")


class Organization(Contract):
    type: Literal["Organization"] = Field(alias="@type")
    name: Text


class Person(Contract):
    type: Literal["Person"] = Field(alias="@type")
    name: Text


class Part(Contract):
    type: Literal["CreativeWork"] = Field(alias="@type")
    name: Text
    text: Text


class EventAbout(Contract):
    type: Literal["Event"] = Field(alias="@type")
    id: Uri = Field(alias="@id")
    name: Text
    startDate: Day


class OtherArticle(Contract):
    type: Literal["NewsArticle"] = Field(alias="@type")
    headline: Text | None = None
    url: Uri | None = None
    datePublished: Day | None = None
    publisher: Organization | None = None
    inLanguage: Tag | None = None
    about: EventAbout | None = None


class Comment(Contract):
    type: Literal["CorrectionComment"] = Field(alias="@type")
    text: Text
    dateCreated: Moment | None = None


class JsonLd(Contract):
    context: Literal["https://schema.org"] = Field(alias="@context")
    type: list[Literal["AnalysisNewsArticle", "BackgroundNewsArticle"]] = Field(alias="@type")
    id: Uri = Field(alias="@id")
    identifier: Text | None = None
    version: int
    creativeWorkStatus: Literal["Draft", "Obsolete"] | None = None
    correction: Comment | None = None
    headline: Text
    inLanguage: Tag | None = None
    dateCreated: Moment | None = None
    dateModified: Moment | None = None
    digitalSourceType: Reference
    backstory: Text
    abstract: Text | None = None
    articleBody: Text | None = None
    articleSection: Text | None = None
    keywords: Text | None = None
    timeRequired: Annotated[str, StringConstraints(pattern=r"^PT\d+M$")] | None = None
    hasPart: list[Part] | None = None
    isBasedOn: list[OtherArticle] | None = None
    citation: list[OtherArticle] | None = None
    editor: list[Person] | None = None
