"""Every value that is not Scrapy's default, with its reason.

`crawler.run` lays what `CrawlConfig` says over these; `scrapy crawl articles` takes them as they are
(`-s STET_ALLOW=127.0.0.0/8` lets it visit this machine).
"""

from typing import Any

from crawler.visit import PRODUCT, CrawlConfig

_DEFAULT = CrawlConfig()

BOT_NAME = "stet"
SPIDER_MODULES = ["crawler.spiders"]

# --- who is asking -------------------------------------------------------------------------

# One product token, so that a line of robots.txt can name it, and where a contact is configured
# a way to reach whoever runs it.
USER_AGENT = _DEFAULT.user_agent
ROBOTSTXT_USER_AGENT = PRODUCT
# HTML first; nothing that an article could be negotiated into besides.
DEFAULT_REQUEST_HEADERS = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"}

# --- what may be reached -------------------------------------------------------------------

# Only http and https: file, data, ftp and s3 would read this machine and its accounts.
_HANDLER = "crawler.download.BoundedHandler"
DOWNLOAD_HANDLERS = {"http": _HANDLER, "https": _HANDLER, "file": None, "data": None, "ftp": None, "s3": None}
# Public addresses only, judged when a connection is made.
TWISTED_DNS_RESOLVER = "crawler.guard.GuardedResolver"
STET_ALLOW = _DEFAULT.allow
# A proxy would resolve names behind the guard's back; Scrapy takes one from the environment.
HTTPPROXY_ENABLED = False
# A certificate that is not checked proves nothing about who said what an archive keeps.
DOWNLOAD_VERIFY_CERTIFICATES = True

# --- politeness ----------------------------------------------------------------------------

ROBOTSTXT_OBEY = _DEFAULT.obey_robots
# A slow site is visited more slowly still.
AUTOTHROTTLE_ENABLED = _DEFAULT.throttle
AUTOTHROTTLE_START_DELAY = _DEFAULT.delay
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
DOWNLOAD_DELAY = _DEFAULT.delay
# Scrapy varies a delay by half, up and down: ours is the least.
DOWNLOAD_DELAY_JITTER = 0.0
CONCURRENT_REQUESTS = _DEFAULT.concurrency
CONCURRENT_REQUESTS_PER_DOMAIN = _DEFAULT.per_site
# A second try where a connection broke or a gateway failed. Not where a server asks for rest
# (429, 503), where a name does not resolve or time ran out: the next visit is that try.
RETRY_TIMES = _DEFAULT.retries
RETRY_HTTP_CODES = [500, 502, 504, 522, 524, 408]
RETRY_EXCEPTIONS = ["scrapy.exceptions.DownloadFailedError", "scrapy.exceptions.ResponseDataLossError"]
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"

# --- bounds --------------------------------------------------------------------------------

# Holds for the body as it is sent and as it is unpacked: a bomb is cut off at 8 MiB.
DOWNLOAD_MAXSIZE = _DEFAULT.max_body
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = _DEFAULT.timeout
STET_DEADLINE = _DEFAULT.deadline
STET_MAX_HEADERS = _DEFAULT.max_headers
REDIRECT_MAX_TIMES = _DEFAULT.redirects
# A page that sends its reader on after a while is a page; what it names may be no web address.
METAREFRESH_ENABLED = False
# A body that ends early is a failed visit, never a shorter article.
DOWNLOAD_FAIL_ON_DATALOSS = True
# Bodies waiting for a worker; above it nothing more is fetched.
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 32 * 2**20
# At most one thing comes of a visit; Scrapy starts as many tasks for each answer as this says.
CONCURRENT_ITEMS = 1
STET_WORKERS = _DEFAULT.workers
STET_EXTRACTION_SECONDS = _DEFAULT.extraction_seconds

# --- what is kept --------------------------------------------------------------------------

# A cookie would tie visits together and show what one reader sees.
COOKIES_ENABLED = False
# The archive knows what is due and what was seen: no frontier, cache or filter besides.
HTTPCACHE_ENABLED = False
JOBDIR = None
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"

# --- nothing listens, nothing runs in vain -------------------------------------------------

# A console or a remote control in a crawler is a way in.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
_OFF: tuple[str, ...] = ("corestats.CoreStats", "logcount.LogCount", "memusage.MemoryUsage")
_OFF += ("telnet.TelnetConsole", "remote_control.RemoteControl", "spiderstate.SpiderState")
EXTENSIONS: dict[str, Any] = {f"scrapy.extensions.{name}": None for name in _OFF}
# The distance between two requests to a host holds from one crawl to the next.
EXTENSIONS["crawler.politeness.Politeness"] = 100

_MIDDLEWARES = "scrapy.downloadermiddlewares"
DOWNLOADER_MIDDLEWARES: dict[str, Any] = {
    # A site that rests is left alone.
    "crawler.politeness.RestsMiddleware": 90,
    # Ours in the place of Scrapy's.
    f"{_MIDDLEWARES}.robotstxt.RobotsTxtMiddleware": None,
    "crawler.middlewares.RobotsMiddleware": 100,
    f"{_MIDDLEWARES}.redirect.RedirectMiddleware": None,
    "crawler.middlewares.RedirectsMiddleware": 600,
    # An article may redirect to any host, no site has credentials, the handler keeps the time.
    f"{_MIDDLEWARES}.offsite.OffsiteMiddleware": None,
    f"{_MIDDLEWARES}.httpauth.HttpAuthMiddleware": None,
    f"{_MIDDLEWARES}.downloadtimeout.DownloadTimeoutMiddleware": None,
    f"{_MIDDLEWARES}.stats.DownloaderStats": None,
}
# No Referer is sent; an answer with an error status, and an address of any length, is an outcome
# to record; one page is visited, so there is no depth.
_SPIDER = "scrapy.spidermiddlewares"
SPIDER_MIDDLEWARES: dict[str, Any] = {
    f"{_SPIDER}.httperror.HttpErrorMiddleware": None,
    f"{_SPIDER}.referer.RefererMiddleware": None,
    f"{_SPIDER}.urllength.UrlLengthMiddleware": None,
    f"{_SPIDER}.depth.DepthMiddleware": None,
    f"{_SPIDER}.metacopy.MetaCopyDetectionMiddleware": None,
    f"{_SPIDER}.start.StartSpiderMiddleware": None,
}
