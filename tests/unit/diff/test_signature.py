from monitor.diff import diff, signature
from storage.model import Article, Block, BlockKind


def article(*texts):
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in texts)
    return Article(url="u", headline="H", blocks=blocks)


def test_the_same_words_changed_on_two_pages_have_one_signature():
    here = diff(
        article("Six people died on Monday.", "Ours."), article("Seven people died on Monday.", "Ours.")
    )
    there = diff(
        article("Their lead.", "Six people died on Monday."),
        article("Their lead.", "Seven people died on Monday."),
    )
    assert signature(here) == signature(there) != ""


def test_other_words_have_another_and_no_words_none():
    six = diff(article("Six people died on Monday."), article("Seven people died on Monday."))
    five = diff(article("Five people died on Monday."), article("Seven people died on Monday."))
    assert signature(six) != signature(five)
    assert "" == signature(diff(article("One."), article("One.")))


def test_the_same_words_changed_beside_others_are_another_edit():
    here = diff(article("Six people died on Monday."), article("Seven people died on Monday."))
    there = diff(article("Six weeks are left to vote."), article("Seven weeks are left to vote."))
    assert signature(here) != signature(there)


def test_copies_that_are_cut_into_other_paragraphs_have_one_signature():
    lead = "The fire began in the kitchen of the hotel shortly before midnight on Sunday."
    here = diff(article(f"{lead} Six people died."), article(f"{lead} Seven people died."))
    there = diff(article(f"Oslo. {lead} Six people died."), article(f"Oslo. {lead} Seven people died."))
    assert signature(here) == signature(there)
