"""Says for each text (JSON array on the input) of what two programs that make links of texts would make any: a JSON array of arrays.

linkify-it knows schemes, bare domains, addresses of mail and of hosts; bleach, which reads HTML, has rules of its own.
"""

import functools
import html
import json
import re
import sys

import bleach
from linkify_it import LinkifyIt

finder = LinkifyIt(options={"fuzzy_ip": True, "fuzzy_email": True, "fuzzy_link": True}).tlds("onmicrosoft", True)
finder.add("tel:", "mailto:")


@functools.cache
def bleached(line):
    return re.findall(r"<a [^>]*>[^<]*", bleach.linkify(html.escape(line), parse_email=True))


def links(text):
    found = [match.raw for match in finder.match(text) or []]
    for line in text.split("\n"):
        found += bleached(line)
    return found


print(json.dumps([links(text) for text in json.load(sys.stdin)]))
