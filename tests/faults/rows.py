"""All rows of the fault matrix."""

from tests.faults.replies import REPLIES
from tests.faults.requests import ACCOUNT, NETWORK, REQUESTS

ROWS = (*REPLIES, *REQUESTS, *NETWORK, *ACCOUNT)
