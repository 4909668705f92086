"""Says for each text (JSON array on the input) whether a program that makes links of texts would make any: a JSON array of what it found."""

import json
import sys

from linkify_it import LinkifyIt

finder = LinkifyIt(options={"fuzzy_ip": True, "fuzzy_email": True, "fuzzy_link": True}).tlds("onmicrosoft", True)
finder.add("tel:", "mailto:")
print(json.dumps([[match.raw for match in finder.match(text) or []] for text in json.load(sys.stdin)]))
