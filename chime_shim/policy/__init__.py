"""IAM policies and resource policies: what they have to allow beside what they do, and a policy that does.

The shim sends some calls under other names, or asks for something first; and the successors are other
principals to topics, queues, buckets, functions and roles. Nothing here asks AWS.
"""

from __future__ import annotations

from ._document import Policy, PolicyError, Statement
from ._examination import Addition, Examination, Remark, examine
from ._extension import LIMIT, extended, size

__all__ = [
    "LIMIT",
    "Addition",
    "Examination",
    "Policy",
    "PolicyError",
    "Remark",
    "Statement",
    "examine",
    "extended",
    "size",
]
