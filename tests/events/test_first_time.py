import threading
import time
from concurrent.futures import ThreadPoolExecutor

from chime_shim.events._bounded import FirstTime


class Key:
    """A key that lets another thread run whenever it is looked up."""

    def __hash__(self):
        time.sleep(0)
        return id(self)

    def __eq__(self, other):
        return self is other


def test_a_key_is_new_only_once():
    first_time = FirstTime()
    assert [first_time(key) for key in "abab"] == [True, True, False, False]


def test_beyond_the_limit_unknown_keys_count_as_seen():
    first_time = FirstTime(limit=2)
    assert [first_time(key) for key in "abcca"] == [True, True, False, False, False]
    assert len(first_time._seen) == 2


def test_among_many_threads_a_key_is_new_to_exactly_one():
    threads = 8
    keys = [Key() for _ in range(500)]
    first_time, start = FirstTime(), threading.Barrier(threads)

    def hammer(_):
        start.wait()
        return sum(first_time(key) for key in keys)

    with ThreadPoolExecutor(threads) as pool:
        assert sum(pool.map(hammer, range(threads))) == len(keys)
