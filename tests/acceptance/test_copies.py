"""Copies of one text that are edited alike are one line."""

from tests.servers import page

LEAD = "The fire in the old mill, which began {} hours before dawn, was put out by the villagers themselves."


def test_copies_of_an_edit_are_one_line_of_the_list_unless_each_is_asked_for(desk, site):
    addresses = ("/fire", "/mill", "/smoke")
    for hours in ("two", "three"):
        for address in addresses:
            site.routes[address] = page(LEAD.format(hours))
        desk.call("watch", *map(site.url, addresses))
        desk.call("crawl", "--all")

    listed, each = desk.call("edits"), desk.call("edits", "--each", "--json").json

    assert [True] == [line.endswith("+2 copies") for line in listed.out.splitlines()]
    assert [2, 2, 2] == [line["copies"] for line in each]
    assert 1 == len({line["signature"] for line in each})
