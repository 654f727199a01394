"""What every backend promises of what is learned of sites."""

from storage.sites import Learned, LineVerdict
from tests.records import NOON, at

SITE = "paper.example"


def learned(*lines, minutes=0):
    return Learned(site=SITE, rules="furniture 1", lines=lines, pages=4, at=at(minutes))


def said(line, furniture, minutes=0):
    return LineVerdict(site=SITE, line=line, furniture=furniture, reviewer="ada", at=at(minutes))


def test_nothing_is_learned_of_a_new_site(archive):
    assert archive.learned(SITE) is None
    assert [] == archive.line_verdicts(SITE)


def test_what_is_learned_takes_the_place_of_what_was(archive):
    archive.store_learned(learned("read also", "# comments"))
    archive.store_learned(learned("lies auch „mehr“", minutes=5))

    assert learned("lies auch „mehr“", minutes=5) == archive.learned(SITE)


def test_what_people_say_is_kept_in_order_and_is_not_touched_by_learning(archive):
    archive.add_line_verdict(said("a", furniture=False))
    archive.store_learned(learned("a"))
    archive.add_line_verdict(said("a", furniture=True, minutes=1))

    assert [said("a", furniture=False), said("a", furniture=True, minutes=1)] == archive.line_verdicts(SITE)
    assert [] == archive.line_verdicts("other.example")
    assert NOON == archive.learned(SITE).at
