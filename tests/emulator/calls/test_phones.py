import pytest

from chime_shim.emulator.calls import Phone
from chime_shim.emulator.calls.phone import Phones
from tests.emulator.calls.conftest import CALLER, NUMBER, PEER, bridge, on


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"rings": -1}, "rings is 0 or more"),
        ({"hangs_up": -1}, "hangs_up is 0 or more"),
        ({"presses": "12#"}, "a list of texts"),
        ({"presses": ["hello"]}, "digits"),
    ],
)
def test_a_phone_makes_sense(options, message):
    with pytest.raises(ValueError, match=message):
        Phone(**options)


@pytest.mark.parametrize(
    ("description", "message"),
    [
        ({"ring": 5}, "a phone has no ring: it has"),
        ({"rings": "5"}, "rings is a number of seconds"),
        ({"hangs_up": True}, "hangs_up is a number of seconds"),
        ({"presses": "12"}, "a list of texts"),
    ],
)
def test_a_description_is_a_phones(description, message):
    with pytest.raises(ValueError, match=message):
        Phone.of(description)


def test_a_description_makes_a_phone():
    assert Phone.of({"rings": 20, "machine": True}) == Phone.voicemail()
    assert Phone.of({"rings": None}) == Phone.never_answers()
    assert Phone.of({"refuses": 486}) == Phone.busy()
    assert Phone.of({"presses": ["1"]}) == Phone.answers(presses=["1"])


def test_a_phone_is_at_a_number_with_its_plus_sign():
    phones = Phones()
    with pytest.raises(ValueError, match=r"starts with \+"):
        phones["14155550123"] = Phone.busy()
    with pytest.raises(ValueError, match=r"Phone.busy\(\)"):
        phones["+14155550123"] = "busy"
    assert phones.at("+14155550123") == Phone()


def test_the_callee_may_type_too(exchange):
    listen = {
        "Type": "ReceiveDigits",
        "Parameters": {
            "ParticipantTag": "LEG-B",
            "InputDigitsRegex": "^1$",
            "InBetweenDigitsDurationInMilliseconds": 1000,
            "FlushDigitsDurationInMilliseconds": 5000,
        },
    }
    exchange.phones[PEER] = Phone.answers(presses=["1"])
    exchange.application(on(NEW_INBOUND_CALL=[bridge(), listen]), NUMBER)
    call = exchange.place(CALLER, NUMBER)
    data = call.invocations[-1].event["ActionData"]
    assert (data["ReceivedDigits"], data["Parameters"]["CallId"]) == ("1", call.legs[1].call_id)


def test_only_what_is_there_can_be_steered(exchange):
    exchange.application(on(NEW_INBOUND_CALL=[bridge()]), NUMBER)
    call = exchange.place(CALLER, NUMBER, seconds=1)
    with pytest.raises(ValueError, match="not answered yet"):
        call.press("1", "LEG-B")
    call.play()
    call.hang_up("LEG-B").hang_up()
    with pytest.raises(ValueError, match="no LEG-A that is not over"):
        call.hang_up()
    assert exchange.place(CALLER, "+12065550199").play().over
