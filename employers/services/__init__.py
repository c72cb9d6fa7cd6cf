"""Writes of employers, accounts and their keys. Each is one transaction with its journal entry."""

from employers.services.api_keys import IssuedKey, issue_api_key, revoke_api_key, use_api_key
from employers.services.employers import update_employer
from employers.services.identities import (
    Entered,
    connect_identity,
    disconnect_identity,
    enter_with,
    is_last_way_in,
)
from employers.services.passwords import (
    change_password,
    request_password_reset,
    request_sign_in_link,
    reset_password,
    send_password_link,
    verify_email,
)
from employers.services.registration import create_employer, register_applicant, register_employer
from employers.services.sessions import sign_out_browser, sign_out_everywhere, sign_out_program
from employers.services.signing_keys import rotate_signing_keys
from employers.services.two_factor import (
    Checked,
    begin_two_factor,
    check_second_factor,
    confirm_two_factor,
    disable_two_factor,
    pending_two_factor,
    renew_recovery_codes,
    reset_two_factor,
)
from employers.services.users import invite_user, remove_user, rename_user, update_user, would_leave_no_admin

__all__ = [
    "Checked",
    "Entered",
    "IssuedKey",
    "begin_two_factor",
    "change_password",
    "check_second_factor",
    "confirm_two_factor",
    "connect_identity",
    "create_employer",
    "disable_two_factor",
    "disconnect_identity",
    "enter_with",
    "invite_user",
    "is_last_way_in",
    "issue_api_key",
    "pending_two_factor",
    "register_applicant",
    "register_employer",
    "remove_user",
    "rename_user",
    "renew_recovery_codes",
    "request_password_reset",
    "request_sign_in_link",
    "reset_password",
    "reset_two_factor",
    "revoke_api_key",
    "rotate_signing_keys",
    "send_password_link",
    "sign_out_browser",
    "sign_out_everywhere",
    "sign_out_program",
    "update_employer",
    "update_user",
    "use_api_key",
    "verify_email",
    "would_leave_no_admin",
]
