"""Sessions and calls for the tests of the function: a table of moto's, and the emulator's exchange."""

from __future__ import annotations

import time

from botocore.exceptions import ClientError

from chime_shim.cli import _proxy_pool
from chime_shim.proxy_sessions import _items as items
from chime_shim.proxy_sessions import function
from chime_shim.proxy_sessions._backend import with_table
from chime_shim.proxy_sessions._operations import ProxySessions
from chime_shim.proxy_sessions._requests import Refused

A, B, C, STRANGER = "+14015550101", "+12065550100", "+442079460000", "+13035550109"
FALLBACK = "+12125550111"
CONNECTOR = "abcdef1ghij2klmno3pqr4"
HOUR = 3_600_000


class Desk:
    """Opens sessions, and has people call.

    Args:
        run: Performs a generator of requests.
        exchange: The emulator's.
        numbers: The pool.
        db: A client of DynamoDB's.
        table: The table's name.
    """

    def __init__(self, run, exchange, numbers, db, table):
        self.db, self.table = db, table
        self.run, self.exchange, self.numbers = run, exchange, list(numbers)
        self.handler = function.handler
        exchange.application(self._handle, *self.numbers)
        for number in self.numbers:
            run(_proxy_pool.add(number, "US"))
        self.configure()

    def _handle(self, event, context):
        return self.handler(event, context)  # whichever it is by now

    def configure(self, **options):
        given = {"DefaultSessionExpiryMinutes": 60, "PhoneNumberPoolCountries": ["US"], **options}
        self.run(ProxySessions().put_voice_connector_proxy({"VoiceConnectorId": CONNECTOR, **given}))

    def session(self, first=A, second=B, *, ago=0, **options):
        """Open a session, ``ago`` milliseconds ago."""
        service = ProxySessions(lambda: time.time_ns() // 1_000_000 - ago)
        params = {"VoiceConnectorId": CONNECTOR, "ParticipantPhoneNumbers": [first, second]}
        made = service.create_proxy_session({**params, "Capabilities": ["Voice"], **options})
        return self.run(made)["ProxySession"]

    def change(self, operation, session, **options):
        ids = {"VoiceConnectorId": CONNECTOR, "ProxySessionId": session["ProxySessionId"]}
        return self.run(getattr(ProxySessions(), operation)({**ids, **options}))

    def status(self, session):
        return self.change("get_proxy_session", session)["ProxySession"]["Status"]

    def send(self, request):
        return getattr(self.db, request.method)(**with_table(request, self.table))

    def answered(self, steps, request):
        """Have the request of an operation done, and return the next."""
        try:
            return steps.send(self.send(request))
        except ClientError as error:
            return steps.throw(Refused.of(error))

    def put_number(self, number):
        """Put a number into the pool, past all checks."""
        item = {**items.number_key(number), "country": "US", "state": "active"}
        self.db.put_item(TableName=self.table, Item=items.wired(item))

    def run_scan(self):
        return self.db.scan(TableName=self.table)["Items"]

    def call(self, caller, session, **options):
        return self.exchange.place(caller, number_of(session), **options)


def number_of(session):
    (number,) = {each["ProxyPhoneNumber"] for each in session["Participants"]}
    return number


def rang(call):
    """Whose phones rang, and what they showed."""
    return [(each.number, each.caller_id) for each in call.rang]


def event(kind="NEW_INBOUND_CALL", *statuses, action=None, **beside):
    """An event as AWS's guide shows it, with a leg for each status; None is a leg without one."""
    legs = [
        {
            "CallId": f"call-{tag}",
            "ParticipantTag": f"LEG-{tag}",
            "To": "+12065550120" if tag == "A" else B,
            "From": A if tag == "A" else "+12065550120",
            "Direction": "Inbound" if tag == "A" else "Outbound",
            "StartTimeInMilliseconds": "1700000000000",
            **({"Status": status} if status else {}),
        }
        for tag, status in zip("AB", statuses or (None,), strict=False)
    ]
    return {
        "SchemaVersion": "1.0",
        "Sequence": 1,
        "InvocationEventType": kind,
        **({"ActionData": action} if action else {}),
        "CallDetails": {"TransactionId": "t-1", "AwsRegion": "us-east-1", "Participants": legs},
        **beside,
    }
