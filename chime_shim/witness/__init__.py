"""What the AWS account itself saw: CloudTrail's records and IAM's Access Advisor, as the user exported them.

The ledger knows what the shim forwarded, and the scan what source says. Both see Python alone, and only where
they were set up. The account sees every call, of any program in any language. AWS is not asked.
"""

from __future__ import annotations

from ._access_advisor import Advice, read_advice
from ._cloudtrail import WitnessError, paths_below, read_records
from ._record import Client, Principal, Seen, Verdict
from ._text import as_facts, text
from ._witness import Line, Witness

__all__ = [
    "Advice",
    "Client",
    "Line",
    "Principal",
    "Seen",
    "Verdict",
    "Witness",
    "WitnessError",
    "as_facts",
    "paths_below",
    "read_advice",
    "read_records",
    "text",
]
