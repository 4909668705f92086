"""Plays a browser: follows redirects, keeps cookies, and fills a provider's forms."""

import html.parser
import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request


class Forms(html.parser.HTMLParser):
    """The forms and links of a page."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.links = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "form":
            self.forms.append((found.get("action", ""), found.get("method", "get"), {}))
        elif tag == "input" and self.forms and found.get("name"):
            self.forms[-1][2][found["name"]] = found.get("value") or ""
        elif tag == "a":
            self.links.append(found.get("href", ""))


class Page:
    def __init__(self, answer):
        self.status, self.address = answer.status, answer.geturl()
        self.text = answer.read().decode()
        self.forms = Forms(self.text).forms
        self.links = Forms(self.text).links


class Redirects(urllib.request.HTTPRedirectHandler):
    """Follows them, and remembers the last."""

    last = None

    def redirect_request(self, request, fp, code, msg, headers, newurl):
        self.last = newurl
        return super().redirect_request(request, fp, code, msg, headers, newurl)


class Browser:
    def __init__(self):
        self.redirects = Redirects()
        # Ports are not told apart by cookies; one browser speaks to one provider.
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), jar, self.redirects)

    @property
    def last_redirect(self):
        return self.redirects.last

    def go(self, address, form=None):
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        try:
            return Page(self.opener.open(address, data, timeout=30))
        except urllib.error.HTTPError as error:
            return Page(error)

    def submit(self, page, **values):
        action, method, fields = page.forms[0]
        address = urllib.parse.urljoin(page.address, action)
        assert method == "post", page.text
        return self.go(address, fields | values)

    def sign_in(self, page, user):
        """Through the provider's pages for signing in and agreeing, to where it sends the browser then."""
        for _ in range(5):
            if not page.forms or "/interaction/" not in page.address:
                return page
            fields = page.forms[0][2]
            page = self.submit(page, **({"login": user, "password": "any"} if "login" in fields else {}))
        raise AssertionError(f"the provider asks on and on: {page.address} {page.text}")

    def refuse(self, page):
        """Takes the way out that the provider's page offers."""
        (away,) = [link for link in page.links if link.endswith("/abort")]
        return self.go(urllib.parse.urljoin(page.address, away))
