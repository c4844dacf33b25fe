"""The cryptography of messages without a name: plain Python, no Django, no log line.

Everything sealed opens with a version byte, so that algorithms can be replaced one day.
Every refusal is a `SealError` whose text holds no secret. See docs/adr/0003-sealed-messages.md.
"""
