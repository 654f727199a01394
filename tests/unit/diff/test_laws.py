"""What must hold of every diff."""

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.diff import diff, digest, edited
from monitor.diff.compared import STANDFIRST
from storage.model import Article, Block, BlockKind, ChangeKind, Field, RunKind, Span, SpanKind
from storage.text import comparison_form

WORDS = [
    "one",
    "two",
    "three",
    "Four",
    "five",
    ".",
    ",",
    "don't",
    "“six”",
    "7,000",
    "сім",
    "八",
    "\u00ad",
    "  ",
    "\n",
    "—",
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join) | st.text(max_size=12)
TARGETS = st.sampled_from(
    ["", "https://a.example/1", "https://a.example/1?utm_source=x", "https://b.example/2#top"]
)
KINDS = st.sampled_from(list(BlockKind))


def block(kind, text, target, credit):
    spans = (
        (Span(kind=SpanKind.LINK, start=0, end=min(3, len(text)), target=target),) if target and text else ()
    )
    return Block(kind=kind, text=text, spans=spans, credit=credit if kind is BlockKind.CAPTION else "")


BLOCKS = st.builds(block, KINDS, TEXTS, TARGETS, st.sampled_from(["", "Agency"]))
ARTICLES = st.builds(
    lambda headline, standfirst, correction, blocks: Article(
        url="https://a.example/",
        headline=headline,
        standfirst=standfirst,
        correction=correction,
        blocks=tuple(blocks),
    ),
    TEXTS,
    TEXTS,
    TEXTS,
    st.lists(BLOCKS, max_size=7),
)
PAIRS = st.tuples(ARTICLES, ARTICLES) | ARTICLES.map(lambda article: (article, article))


@given(PAIRS)
def test_the_runs_of_every_change_rebuild_both_texts(pair):
    for change in diff(*pair):
        assert (change.old, change.new) == (
            "".join(run.old for run in change.runs),
            "".join(run.new for run in change.runs),
        )


@given(PAIRS)
def test_every_block_with_words_is_in_one_change_of_either_side(pair):
    changes = [change for change in diff(*pair) if change.field is not Field.LINK]
    for article, places in zip(pair, ("old_at", "new_at"), strict=True):
        told = sorted(place for change in changes for place in getattr(change, places))
        worded = [n for n, b in enumerate(article.blocks) if comparison_form(f"{b.text}{b.credit}")]
        assert worded == told[told[:1] == [STANDFIRST] :]
        assert STANDFIRST not in told or comparison_form(article.standfirst)


@settings(max_examples=300)
@given(PAIRS)
def test_between_articles_of_one_digest_nothing_was_edited(pair):
    old, new = pair
    assert digest(old) != digest(new) or edited(diff(old, new)) == ()


@settings(max_examples=300)
@given(PAIRS)
def test_where_nothing_was_edited_both_articles_say_the_same_words(pair):
    old, new = pair
    assert edited(diff(old, new)) or _said(old) == _said(new)


def _said(article):
    texts = [article.standfirst, *(f"{block.text} {block.credit}" for block in article.blocks)]
    return _words(article.headline), sorted("".join(map(_words, texts)))


@given(ARTICLES)
def test_an_article_does_not_differ_from_itself(article):
    assert edited(diff(article, article)) == ()


@given(PAIRS)
def test_the_same_input_gives_the_same_output(pair):
    assert diff(*pair) == diff(*pair)


@given(PAIRS)
def test_kept_words_say_the_same_on_both_sides(pair):
    for change in diff(*pair):
        kept = [run for run in change.runs if run.kind is RunKind.KEPT]
        assert [_words(run.old) for run in kept] == [_words(run.new) for run in kept]


def _words(text):
    return comparison_form(text).replace(" ", "")


@given(st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=1), st.randoms(use_true_random=False))
def test_moving_is_symmetric(letters, random):
    shuffled = random.sample(letters, len(letters))
    old, new = (Article(url="u", headline="", blocks=tuple(map(_line, row))) for row in (letters, shuffled))

    there = sorted(change.old for change in diff(old, new) if change.kind is ChangeKind.MOVED)
    back = sorted(change.old for change in diff(new, old) if change.kind is ChangeKind.MOVED)

    assert there == back


LINES = {letter: f"{letter} " + " ".join(f"{letter}{n}" for n in range(12)) for letter in "abcdefgh"}


def _line(letter):
    return Block(kind=BlockKind.PARAGRAPH, text=LINES[letter])


@given(st.lists(st.sampled_from("aabbc"), max_size=12), st.lists(st.sampled_from("aabbc"), max_size=12))
def test_moving_is_symmetric_where_paragraphs_repeat(before, after):
    old, new = (Article(url="u", headline="", blocks=tuple(map(_line, row))) for row in (before, after))
    counts = [
        sorted(change.old for change in diff(*pair) if change.kind is ChangeKind.MOVED)
        for pair in ((old, new), (new, old))
    ]
    assert counts[0] == counts[1]
