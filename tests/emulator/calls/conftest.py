import pytest

from chime_shim.emulator import calls

NUMBER, PEER, CALLER = "+12065550100", "+14155550123", "+12025550101"


def respond(*actions, **beside):
    """What a function answers."""
    return {"SchemaVersion": "1.0", "Actions": list(actions), **beside}


def action(name, **parameters):
    return {"Type": name, "Parameters": parameters}


def bridge(to=PEER, caller_id=NUMBER, **parameters):
    endpoints = [{"BridgeEndpointType": "PSTN", "Uri": to}]
    return action("CallAndBridge", **{"CallerIdNumber": caller_id, "Endpoints": endpoints, **parameters})


def on(**answers):
    """A function that has a list of actions for some events, and none for the others."""

    def handler(event, context):
        return respond(*answers.get(event["InvocationEventType"], []))

    return handler


def tell_tale(handler):
    """A function like another, and the events that it was told."""
    told = []

    def telling(event, context):
        told.append(event)
        return handler(event, context)

    return telling, told


@pytest.fixture
def exchange(aws):
    return calls.exchange()


@pytest.fixture
def ring(exchange):
    """Calls a function's number."""

    def ring(handler, **options):
        exchange.application(handler, NUMBER)
        return exchange.place(CALLER, NUMBER, **options)

    return ring
