"""Experimental: proxy sessions, for voice, on your own AWS account, after AWS ended its own on 2026-04-07.

The eight operations keep their requests and replies. Behind them are a DynamoDB table, phone numbers that you
own, a SIP media application, and ``function.py`` in AWS Lambda, which connects the calls. None of it was ever
run against AWS. It is off unless ``install()`` is called, or the setting ``proxy_sessions`` names a table.

See "Proxy sessions after their end" in docs/proxy_sessions.md.
"""

from __future__ import annotations

from chime_shim.proxy_sessions._installation import OPERATIONS, Installation, install, register

__all__ = ["OPERATIONS", "Installation", "install", "register"]
