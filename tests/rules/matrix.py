"""Who may open which page: endpoint → the roles that get in, or "anyone" without signing in. One line a page.

Written by hand from what each role does in the office, so that a slip in a view's `needs` shows up here.
"""

ALL = "mediator township county leader admin auditor"

MATRIX = {
    "assets.file": "anyone",
    "health.healthz": "anyone",
    "setup.index": "anyone",
    "auth.sign_in": "anyone",
    "auth.sign_out": ALL,
    "auth.change_password": ALL,
    "auth.my_logins": ALL,
    "auth.revoke": ALL,
    "accounts.index": "admin",
    "accounts.new": "admin",
    "accounts.edit": "admin",
    "accounts.reset_password": "admin",
    "accounts.deactivate": "admin",
    "accounts.activate": "admin",
    "accounts.account_logins": "admin",
    "accounts.revoke": "admin",
    "settings.office": "county",
    "settings.security": "admin",
    "lists.index": "county",
    "lists.entries": "county",
    "lists.new": "county",
    "lists.edit": "county",
    "lists.words": "county",
    "lists.remove_word": "county",
    "audit.index": "auditor",
    "audit.check": "auditor",
}
