"""What can be wrong with what an evaluation is given; each says what to do.

InputError (drafter/errors.py)
├── CasebookRefused     a case, or a whole casebook, that cannot be used
├── VariantRefused      a variant that cannot be told apart, or does not exist
├── RunRefused          a folder of a run that cannot be read, or holds another run
└── LabelsRefused       a set of labelled items that cannot be read
"""

from drafter.errors import InputError


class CasebookRefused(InputError):
    """A case cannot be used. The message names its file, and the line where there is one."""


class VariantRefused(InputError):
    """What was asked for is no variant."""


class RunRefused(InputError):
    """The folder holds no run, another run, or one that is being written right now."""


class LabelsRefused(InputError):
    """The labels of people cannot be read."""
