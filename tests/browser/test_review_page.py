import re

import pytest

#: One address of every kind of page.
PATHS = (
    "/",
    "/?state=all&order=time",
    "/edits/8",
    "/edits/8?view=side-by-side",
    "/edits/8?view=whole",
    "/edits/16",
    "/edits/19",
    "/pages",
    "/pages/1",
    "/pages/1/revisions/4",
    "/pages/5/revisions/1",
    "/pages/1/compare?from=1&to=4",
    "/search?q=bridge",
    "/sites",
    "/feeds",
    "/nothing",
)
BRIDGE_EDIT = "/edits/8"


def test_no_page_scrolls_sideways_on_a_small_screen_or_at_400_per_cent(look):
    """1280 pixels at 400 % are 320 CSS pixels."""
    page = look("/", viewport={"width": 320, "height": 640})
    widths = {}
    for path in PATHS:
        page.goto(path)
        widths[path] = page.evaluate("document.documentElement.scrollWidth")

    assert dict.fromkeys(PATHS, 320) == widths


def test_the_feeds_open_on_a_telephone_without_javascript(look):
    page = look("/", viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page.get_by_role("link", name="Feeds", exact=True).click()

    assert page.get_by_role("heading", name="Feeds").is_visible()
    assert page.get_by_role("link", name="https://gazette.example/news.xml").is_visible()
    page.mouse.wheel(2000, 0)
    assert 0 == page.evaluate("window.scrollX")
    assert 360 == page.evaluate("document.documentElement.scrollWidth")


def test_every_page_obeys_its_own_policy_and_shows_styled(look):
    page = look("/")
    for path in PATHS:
        page.goto(path)
        assert "Georgia" in page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")


def test_a_verdict_is_saved_without_javascript(desk, look):
    paper, address = desk
    page = look("/", address, java_script_enabled=False)
    page.get_by_role("link", name="Swing bridge stuck after gearbox fails").click()
    page.get_by_role("radio", name="material").check()
    page.get_by_label("Note").fill("Eleven became twenty-one.")
    page.get_by_role("button", name="Save and go on").click()

    assert page.url.endswith("/edits/12")
    (review,) = paper.archive.reviews(8)
    assert ("material", "Eleven became twenty-one.", "Ada") == (review.verdict, review.note, review.reviewer)


def test_filters_work_and_come_back_without_javascript(look):
    page = look("/", java_script_enabled=False)
    page.get_by_label("Site").select_option("gazette.example")
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("link", name="Swing bridge stuck open for nine hours").click()
    page.get_by_role("link", name="Inbox", exact=True).last.click()

    assert page.url.endswith("/?site=gazette.example")
    assert page.get_by_label("Site").input_value() == "gazette.example"


def test_folded_paragraphs_open_without_javascript(look):
    page = look(BRIDGE_EDIT, java_script_enabled=False)
    cars = page.get_by_text("4,000 cars")

    assert not cars.is_visible()
    page.get_by_text("1 unchanged").first.click()
    assert cars.is_visible()


def test_two_verdicts_at_once_lose_nothing(desk, look):
    paper, address = desk
    first, second = look(BRIDGE_EDIT, address), look(BRIDGE_EDIT, address)
    for page, name, verdict in ((first, "Bo", "noise"), (second, "Cy", "material")):
        page.get_by_label("Your name").fill(name)
        page.get_by_label("Note").fill(f"{name} was here")
        page.get_by_role("radio", name=verdict).check()
    first.get_by_role("button", name="Save and go on").click()
    second.get_by_role("button", name="Save and go on").click()

    assert second.get_by_role("alert").is_visible()
    assert second.get_by_text("Bo was here").is_visible()
    assert second.get_by_label("Note").input_value() == "Cy was here"
    second.get_by_role("button", name="Save and go on").click()
    assert ["Bo", "Cy"] == [review.reviewer for review in paper.archive.reviews(8)]


# --- keys


def focused(page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.textContent")


def test_j_and_k_go_through_the_list_and_from_edit_to_edit(look):
    page = look("/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert focused(page) == "Am Deich wird es wieder hell"
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/edits/8")
    page.keyboard.press("j")
    page.wait_for_url("**/edits/12")
    page.keyboard.press("k")
    page.wait_for_url("**/edits/8")


def test_n_and_p_go_from_change_to_change(look):
    page = look(BRIDGE_EDIT)
    pressed = []
    for key in "nnnpp":
        page.keyboard.press(key)
        pressed.append(focused(page))

    assert ["change-1", "change-2", "change-3", "change-2", "change-1"] == pressed


def test_m_goes_to_the_verdict(look):
    page = look(BRIDGE_EDIT)
    page.keyboard.press("m")

    assert page.evaluate("document.activeElement.value") == "material"


def test_keys_are_letters_in_fields(look):
    page = look(BRIDGE_EDIT)
    page.get_by_label("Note").focus()
    page.keyboard.type("jknpm?")

    assert page.url.endswith(BRIDGE_EDIT)
    assert page.get_by_label("Note").input_value() == "jknpm?"
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    assert focused(page) == "change-1"


def test_a_question_mark_shows_the_keys_and_escape_hides_them(look):
    page = look("/")
    dialog = page.get_by_role("dialog")

    assert not dialog.is_visible()
    page.keyboard.press("?")
    assert dialog.is_visible()
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    assert not dialog.is_visible()


def test_keys_with_a_modifier_are_the_browser_s(look):
    page = look(BRIDGE_EDIT)
    page.keyboard.press("Control+m")
    page.keyboard.press("Alt+n")

    assert page.evaluate("document.activeElement === document.body")


# --- reading


def test_the_first_stop_of_the_tab_key_skips_to_the_changes(look):
    page = look(BRIDGE_EDIT)
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to changes")

    assert link.evaluate("one => one === document.activeElement")
    assert link.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert focused(page) in ("main", "changes")


@pytest.mark.parametrize("colours", ["none", "active"])
def test_the_focus_can_be_seen(look, colours):
    page = look("/", forced_colors=colours)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")

    style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert style == "solid"


@pytest.mark.parametrize("colours", ["none", "active"])
def test_changes_are_marked_besides_their_colour(look, colours):
    page = look(BRIDGE_EDIT, forced_colors=colours)
    told = "one => getComputedStyle(one).textDecorationLine"

    assert page.locator("#changes del").first.evaluate(told) == "line-through"
    assert page.locator("#changes ins").first.evaluate(told) == "underline"


def test_every_text_runs_in_its_own_direction(look):
    page = look("/pages/5/revisions/1")
    told = "one => getComputedStyle(one).direction"

    assert page.get_by_role("heading", name="الميناء").evaluate(told) == "rtl"
    assert page.get_by_text("قال مدير الميناء").evaluate(told) == "rtl"
    assert page.get_by_text("Порт «Северный»").evaluate(told) == "ltr"


def test_words_for_the_ear_turn_no_text_round(look):
    page = look("/edits/16")
    told = "one => getComputedStyle(one).direction"

    assert page.locator("h1 ins").evaluate(told) == "rtl"
    assert page.locator("#change-1 p[dir]").evaluate(told) == "rtl"
    assert page.locator(".flag ins").first.evaluate(told) == "rtl"


def test_what_was_deleted_and_added_is_said_in_words(look):
    page = look(BRIDGE_EDIT)

    assert "deleted: Eleven" in page.locator("#change-2").aria_snapshot()
    assert "added: Twenty-one" in page.locator("#change-2").aria_snapshot()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(look, scheme):
    """WCAG 2.2 AA: 4.5 to 1 for every text that is seen."""
    page = look("/", color_scheme=scheme)
    for path in PATHS:
        page.goto(path)
        assert [] == page.evaluate(CONTRAST), path


def test_in_print_the_evidence_stays_and_the_controls_go(look):
    page = look(BRIDGE_EDIT)
    page.emulate_media(media="print")

    assert page.get_by_text("SHA-256 of the article").first.is_visible()
    assert re.fullmatch(r"[0-9a-f]{64}", page.locator(".evidence code").first.inner_text())
    assert not page.get_by_role("button", name="Save and go on").is_visible()
    assert not page.get_by_role("navigation", name="Layout").is_visible()


#: Texts whose contrast with the nearest painted ground is under 4.5, with that contrast.
CONTRAST = """() => {
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const part = (c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const ground = (one) => {
    for (; one; one = one.parentElement) {
      const colour = parse(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const weak = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const one = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !one.checkVisibility() || one.closest("option")) continue;
    const [a, b] = [light(parse(getComputedStyle(one).color)), light(ground(one))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) weak.push([walk.currentNode.data.trim(), ratio]);
  }
  return weak;
}"""
