"""How fast a host may be asked, from one crawl to the next."""

from crawler.pace import HALF_LIFE, Paces


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def test_a_host_goes_on_where_its_last_crawl_ended():
    clock = Clock()
    paces = Paces(clock)
    assert (0.0, 1.0) == paces.begin("paper.example", 1.0)
    paces.end("paper.example", 998.0, 8.0)

    assert (998.0, 8.0) == paces.begin("paper.example", 1.0)
    assert (0.0, 1.0) == paces.begin("other.example", 1.0)


def test_what_a_slow_answer_taught_fades_and_what_robots_txt_asks_for_does_not():
    clock = Clock()
    paces = Paces(clock)
    paces.end("paper.example", 998.0, 8.0)
    clock.now += HALF_LIFE
    assert 4.0 == paces.delay("paper.example")

    paces.ask_wait("paper.example", 6.0)
    clock.now += 50 * HALF_LIFE
    assert (6.0, 6.0) == (paces.wait("paper.example"), paces.delay("paper.example"))
    assert (998.0, 30.0) == paces.begin("paper.example", 30.0)


def test_a_delay_that_was_given_and_kept_teaches_nothing_new():
    clock = Clock()
    paces = Paces(clock)
    paces.end("paper.example", 998.0, 8.0)
    for _ in range(3):
        clock.now += HALF_LIFE
        sent, delay = paces.begin("paper.example", 0.0)
        paces.end("paper.example", sent + 1, delay)

    assert 1.0 == paces.delay("paper.example")


def test_a_site_is_as_fast_as_its_host_whatever_its_port():
    paces = Paces(Clock())
    paces.ask_wait("paper.example", 6.0)
    paces.ask_wait("::1", 7.0)

    assert [6.0, 6.0, 7.0, 0.0] == [
        paces.delay_of_site(site)
        for site in ("paper.example", "paper.example:8080", "[::1]:80", "other.example")
    ]


def test_a_host_that_asks_for_nothing_any_more_is_not_waited_for():
    paces = Paces(Clock())
    paces.ask_wait("paper.example", 6.0)
    paces.ask_wait("paper.example", 0.0)

    assert 0.0 == paces.wait("paper.example")


def test_so_many_hosts_are_remembered_and_no_more():
    paces = Paces(Clock())
    for number in range(10_001):
        paces.end(f"{number}.example", 1.0, 5.0)

    assert [0.0, 5.0] == [paces.delay("0.example"), paces.delay("10000.example")]
