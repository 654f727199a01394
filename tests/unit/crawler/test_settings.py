import pytest
from scrapy.settings import Settings

from crawler.run import settings_for
from crawler.visit import CrawlConfig
from storage.errors import BadConfig


@pytest.fixture(scope="module")
def project():
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    return settings


def test_only_http_and_https_have_a_handler(project):
    handlers = project.getwithbase("DOWNLOAD_HANDLERS")

    assert {"http", "https"} == {scheme for scheme, handler in handlers.items() if handler}


@pytest.mark.parametrize(
    "name",
    [
        "COOKIES_ENABLED",
        "HTTPCACHE_ENABLED",
        "HTTPPROXY_ENABLED",
        "METAREFRESH_ENABLED",
        "REMOTE_CONTROL_ENABLED",
        "TELNETCONSOLE_ENABLED",
    ],
)
def test_what_opens_a_door_is_off(project, name):
    assert not project.getbool(name)


@pytest.mark.parametrize("name", ["ROBOTSTXT_OBEY", "DOWNLOAD_VERIFY_CERTIFICATES", "AUTOTHROTTLE_ENABLED"])
def test_what_keeps_the_peace_is_on(project, name):
    assert project.getbool(name)


def test_the_limits_are_those_of_the_default_configuration(project):
    names = ["DOWNLOAD_MAXSIZE", "DOWNLOAD_TIMEOUT", "STET_DEADLINE", "REDIRECT_MAX_TIMES", "USER_AGENT"]
    ours = settings_for(CrawlConfig())

    assert {name: project[name] for name in names} == {name: ours[name] for name in names}
    assert (8 * 2**20, 30.0, 20) == (
        ours["DOWNLOAD_MAXSIZE"],
        ours["DOWNLOAD_TIMEOUT"],
        ours["REDIRECT_MAX_TIMES"],
    )


def test_a_configuration_lies_over_the_project(project):
    ours = settings_for(CrawlConfig(delay=7.0, per_site=1, allow=("10.0.0.0/8",), obey_robots=False))

    assert 7.0 == ours.getfloat("DOWNLOAD_DELAY") == ours.getfloat("AUTOTHROTTLE_START_DELAY")
    assert ["10.0.0.0/8"] == ours.getlist("STET_ALLOW")
    assert [] == project.getlist("STET_ALLOW")
    assert not ours.getbool("ROBOTSTXT_OBEY")


@pytest.mark.parametrize("contact", ["a\r\nX-Evil: 1", "desk@пример.рф", "(desk)", "tab\there"])
def test_a_contact_that_would_break_the_header_is_refused(contact):
    with pytest.raises(BadConfig, match="contact"):
        CrawlConfig(contact=contact)


def test_a_delay_is_the_least_that_is_waited(project):
    assert 0.0 == project.getfloat("DOWNLOAD_DELAY_JITTER")


def test_the_crawler_has_one_product_token():
    assert CrawlConfig().user_agent.startswith("StetBot/")
    assert " " not in CrawlConfig().user_agent
