"""The codes that sign-in and accounts add to the registry."""

from __future__ import annotations

from hiretrack.api.problems import register_problem

RENEW = "Get a new token with the refresh token, or sign in again."
SIGN_IN = "Sign in again."
ASK_ISSUER = "Ask whoever runs the issuer, or sign in here."


def register() -> None:
    for code, title, explanation, remedy in _UNAUTHORISED:
        register_problem(code, 401, title, explanation, remedy)
    for code, status, title, explanation, remedy in _OTHERS:
        register_problem(code, status, title, explanation, remedy)


_UNAUTHORISED = (
    ("invalid_credentials", "Sign-in failed",
     ("No active account has this e-mail address and password, or it is a candidate's and the address is not confirmed"
      " yet. Which of these is not told."),
     ("Check both, and confirm the address by the link in the mail; a new password can be asked for, and confirms it"
      " too.")),
    ("otp_required", "A code is needed",
     "The password is right, and the account has two-factor sign-in: a code of its authenticator app is needed too.",
     "Send the present code, or a recovery code, as `otp`."),
    ("otp_invalid", "The code is not right",
     ("The code is wrong, too old, or was used before: each is good for one sign-in. After five wrong ones in a row the"
     " account takes none for a while and answers 429."), "Send the code that the app shows now, or a recovery code."),
    ("token_malformed", "The token cannot be read", "The bearer credential is neither a JSON Web Token nor an API key.",
     "Send the token exactly as it was given."),
    ("token_wrong_algorithm", "The token is signed in a way that is not accepted",
     "Only RS256 and ES256 are accepted; `none` and shared-secret algorithms never are.", RENEW),
    ("token_wrong_issuer", "The token's issuer is not trusted", ("`iss` is neither this installation nor one that it"
     " trusts."), ASK_ISSUER),
    ("token_wrong_audience", "The token is for another audience", "`aud` does not name this installation.", ASK_ISSUER),
    ("token_unknown_key", "The token's key is not known", "`kid` names no key in force; it may have been retired.",
     RENEW),
    ("token_bad_signature", "The token's signature does not fit", "The token was changed, or signed with another key.",
     RENEW),
    ("token_expired", "The token has expired", "Access tokens are valid for ten minutes.", RENEW),
    ("token_not_yet_valid", "The token is not valid yet", "`nbf` or `iat` lies in the future.", "Check the clocks."),
    ("token_missing_claim", "The token lacks a claim", "A claim that every token must have is missing.", ASK_ISSUER),
    ("token_revoked", "The token has been revoked",
     "The account's password, roles or state changed after the token was made.", SIGN_IN),
    ("token_unknown_employer", "The token's employer is not here", ("`employer_id` names no employer of this"
     " installation."), ASK_ISSUER),
    ("token_unknown_subject", "The token's subject has no account", ("A token without an employer, or for an applicant,"
     " must name an account of this installation in `sub`."), ASK_ISSUER),
    ("api_key_invalid", "The API key is not valid", "The key is unknown, was revoked, or has expired.",
     "Ask an employer admin for a new one."),
    ("refresh_token_invalid", "The refresh token is not valid", "It is unknown, was revoked, or has expired.", SIGN_IN),
    ("refresh_token_reused", "The refresh token was used before",
     ("Each refresh token is good for one use. Since a second use may be a thief's, every token made from this sign-in"
     " has been revoked."), SIGN_IN),
)  # fmt: skip
_OTHERS = (
    ("employer_required", 409, "Which employer?",
     "The password fits several accounts with this address. `employers` lists them; null is the account without one.",
     "Send `employer` with one of the listed values."),
    ("refresh_token_just_used", 409, "The refresh token has just been used",
     "The same refresh token was used seconds ago, so this looks like a repeated request. Nothing was revoked.",
     "Use the pair that the other request was given."),
    ("last_employer_admin", 409, "The last employer admin stays",
     "An employer needs at least one active employer admin.", "Make somebody else an employer admin first."),
    ("beyond_own_rights", 403, "Beyond the key's own rights",
     ("An API key cannot make a key that may more, or longer, than itself. Users are limited by neither scopes nor"
     " time, so only a key without end and with every module lets one in. `errors` says what goes too far."),
     "Ask for less, or have an employer admin do it."),
    ("two_factor_required", 409, "Two-factor sign-in has to be set up",
     "The employer requires two-factor sign-in, and this user has not set it up.",
     "Sign in to the back office, which leads there; then sign in here with `otp`."),
    ("two_factor_off", 409, "There is no two-factor sign-in", "The account signs in with its password alone.",
     "There is nothing to reset."),
    ("two_factor_on", 409, "Two-factor sign-in is on already", "The account has a second factor.",
     "Turn it off before you set it up anew."),
    ("link_invalid", 422, "The link is not valid", "The token was used, has expired, or was not made here.",
     "Ask for a new one."),
    ("issuer_unavailable", 503, "The token's issuer cannot be reached",
     "The issuer's public keys are needed to verify the token and could not be fetched.", "Try again later."),
    ("signing_key_unreadable", 503, "The signing key cannot be opened",
     "The installation's SECRET_KEY has changed since the key was made.",
     "Its operator runs `manage.py rotate_jwt_keys`."),
)  # fmt: skip
