"""The emulator's tests of proxy sessions hold for the back end: the same requests, the same replies.

But for two things. The number is one of the pool. And SMS, which nobody has any more, is dropped with a
warning: what was asked for is put back into the replies here, so that the tests can be as they are.
"""

import pytest

from tests.emulator.test_pages import (  # noqa: F401
    test_a_full_last_page_has_no_token,
    test_a_page_has_1_to_100,
    test_a_paginator_sees_every_session_once,
    test_a_token_that_was_never_given_is_refused,
)
from tests.emulator.test_proxy_configuration import *  # noqa: F403
from tests.emulator.test_proxy_numbers import (  # noqa: F401
    test_nobody_has_the_same_number_in_two_open_sessions,
    test_that_holds_across_connectors,
)
from tests.emulator.test_proxy_sessions import *  # noqa: F403

pytestmark = pytest.mark.filterwarnings("ignore::chime_shim.ChimeCompatibilityWarning")

# Of the places that the tests ask for, one number each, and two more for those who have it.
WORLD = {
    "US": ["+12065550120", "+12065550121", "+14015550122", "+12065550123"],
    "CA": ["+16045550124", "+14165550125", "+16045550126"],
    "GB": ["+442035550127"],
}


class WithSms:
    """A client whose replies have SMS where the caller asked for it."""

    def __init__(self, client):
        self._client = client
        self._asked = {}

    def __getattr__(self, name):
        value = getattr(self._client, name)
        if not name.endswith(("_proxy_session", "_proxy_sessions")):
            return value

        def call(**params):
            reply = value(**params)
            for session in [*reply.get("ProxySessions", ()), *filter(None, [reply.get("ProxySession")])]:
                name = session["ProxySessionId"]
                if "Capabilities" in params:
                    self._asked[name] = sorted(set(params["Capabilities"]))
                assert set(session["Capabilities"]) == set(self._asked[name]) - {"SMS"}
                session["Capabilities"] = self._asked[name]
            return reply

        return call


@pytest.fixture
def voice(empty_voice, pool):
    for country, numbers in WORLD.items():
        pool(*numbers, country=country)
    return WithSms(empty_voice)


def test_the_number_is_one_of_the_pool(new_session):
    numbers = {each["ProxyPhoneNumber"] for each in new_session()["Participants"]}
    assert len(numbers) == 1
    assert numbers < {number for numbers in WORLD.values() for number in numbers}
