import pytest

from monitor.config import Config, CrawlSection, load, parse
from storage.errors import BadConfig


def test_what_is_not_set_holds_its_default():
    config = parse('contact = "mailto:desk@paper.example"\n[crawl]\nallow = ["10.1.0.0/16"]\ndelay = 2\n')

    assert (
        Config(contact="mailto:desk@paper.example", crawl=CrawlSection(allow=("10.1.0.0/16",), delay=2.0))
        == config
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("contakt = 'x'", "did you mean contact?"),
        ("[crawl]\nworker = 2", "did you mean crawl.workers?"),
        ("[zzz]\na = 1", "known are archive"),
        ("contact = 5", "must be text in quotes, not 5"),
        ("[crawl]\nworkers = 'two'", "must be a whole number"),
        ("[crawl]\nworkers = true", "must be a whole number"),
        ("[crawl]\nthrottle = 1", "must be true or false"),
        ("[crawl]\nworkers = 0", "between 1 and 64"),
        ("[crawl]\nallow = ['10.1.2.3/8']", "write a network"),
        ("[crawl]\nallow = '10.0.0.0/8'", "a list of texts"),
        ("crawl = 1", "a section [crawl]"),
        ("[web]\nport = 70000", "between 0 and 65535"),
        ("contact = ", "no TOML"),
    ],
)
def test_a_mistake_is_told_with_what_to_do(text, told):
    with pytest.raises(BadConfig) as caught:
        parse(text, "my.toml")
    assert told in str(caught.value)
    assert str(caught.value).startswith("my.toml")


def test_without_a_file_the_defaults_hold(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert Config() == load(None)


def test_the_file_of_the_current_folder_is_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stet.toml").write_text('reviewer = "ada"')
    assert "ada" == load(None).reviewer


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_told(tmp_path, content):
    path = tmp_path / "mine.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadConfig, match="cannot be read"):
        load(path)
