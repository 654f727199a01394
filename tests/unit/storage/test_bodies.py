import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.bodies import pack, unpack
from storage.errors import Torn
from storage.text import sha256


@given(st.binary(max_size=5000), st.none() | st.binary(max_size=5000))
def test_a_body_is_read_as_it_was_packed(content, keyframe):
    assert content == unpack(pack(content, keyframe), sha256(content), keyframe)


def test_a_patch_of_a_page_that_changed_a_little_is_small():
    page = random.Random(1).randbytes(180_000)
    changed = page[:90_000] + b"seven" + page[90_000:]

    assert len(pack(changed, page)) < 500


def test_matches_are_found_at_the_far_end_of_a_large_keyframe():
    """The window must cover keyframe and content."""
    page = random.Random(2).randbytes(7_000_000)

    assert len(pack(b"x" + page, page)) < 20_000


@pytest.mark.parametrize(
    "damage", [lambda packed: packed[:-1], lambda packed: b"x" + packed, lambda packed: packed[:0]]
)
def test_a_damaged_body_is_told(damage):
    packed = pack(b"a body of some length " * 20)

    with pytest.raises(Torn, match="backup"):
        unpack(damage(packed), sha256(b"a body of some length " * 20))


def test_a_body_that_is_another_is_told():
    with pytest.raises(Torn, match="digest"):
        unpack(pack(b"one"), sha256(b"two"))
