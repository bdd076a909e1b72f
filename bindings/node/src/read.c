/* One crossing to read: verifies a token or a Cookie field, and hands the whole session over. */
#include "addon.h"

#include <stdlib.h>
#include <string.h>

/* Cookie fields beyond this length are rare: Node refuses headers above 16 KiB by default. */
enum { USUAL_LEN = 8192 };

typedef cello_session_status read_function(const cello_session_signer *, const char *, size_t,
                                           uint64_t, cello_session *);

static napi_value read_text(napi_env env, napi_callback_info info, const char *name, size_t most,
                            read_function *read);
static bool string_or_bytes(napi_env env, napi_value value, size_t most, char *usual,
                            const char **text, size_t *len, char **owned);
static napi_value hand_over(napi_env env, held_signer *held, const cello_session *session,
                            uint64_t now);
static double number_of_keys(held_signer *held, const uint8_t *base,
                             const cello_session_entry *entries, size_t count);
static bool is_wide(const uint8_t *bytes, size_t len);

napi_value verify_token(napi_env env, napi_callback_info info) {
  return read_text(env, info, "token", CELLO_SESSION_TOKEN_LEN_MAX, cello_session_verify);
}

napi_value read_cookie(napi_env env, napi_callback_info info) {
  return read_text(env, info, "cookieHeader", CELLO_SESSION_COOKIE_HEADER_LEN_MAX,
                   cello_session_cookie_read);
}

/* (text, nowSeconds): a string with the bytes of the map, the rest in the exchange buffer;
 * or a status. */
static napi_value read_text(napi_env env, napi_callback_info info, const char *name, size_t most,
                            read_function *read) {
  void *data;
  held_signer *held;
  napi_value argv[2], answer = NULL;
  cello_session session;
  cello_session_status status;
  char usual[USUAL_LEN], *owned = NULL;
  const char *text;
  size_t len;
  uint64_t now;

  if (!take_arguments(env, info, 2, argv, &data) ||
      !seconds_argument(env, argv[1], "nowSeconds", &now))
    return NULL;
  held = data;
  if (!string_or_bytes(env, argv[0], most, usual, &text, &len, &owned)) {
    throw_type_error(env, name, "a string or a Uint8Array");
    return NULL;
  }
  status = read(&held->signer, text, len, now, &session);
  free(owned);
  if (status != CELLO_SESSION_OK)
    answer = answer_status(env, status);
  else
    answer = hand_over(env, held, &session, now);
  return answer;
}

/* A string is copied once, as UTF-8: as latin1, a character beyond 0xff would lose its upper bits
   and could pass for one of base64url. What is longer than the bound is cut behind it, and so stays
   too long. */
static bool string_or_bytes(napi_env env, napi_value value, size_t most, char *usual,
                            const char **text, size_t *len, char **owned) {
  bool is_array = false;
  napi_typedarray_type type;
  void *start;

  if (napi_get_value_string_utf8(env, value, usual, USUAL_LEN, len) == napi_ok) {
    *text = usual;
    /* A character that does not fit is left away whole, so a full buffer may lack up to three
     * bytes. */
    if (*len < USUAL_LEN - 4 || most < USUAL_LEN - 4)
      return true;
    *owned = malloc(most + 8);
    *text = *owned;
    return *owned != NULL &&
           napi_get_value_string_utf8(env, value, *owned, most + 8, len) == napi_ok;
  }
  if (napi_is_typedarray(env, value, &is_array) != napi_ok || !is_array ||
      napi_get_typedarray_info(env, value, &type, len, &start, NULL, NULL) != napi_ok ||
      type != napi_uint8_array)
    return false;
  *text = *len > 0 ? start : NULL;
  return true;
}

/* The string holds the id and then the entries as they lie in the session; JavaScript cuts its keys
   and values from it, which is cheaper than to make each of them here. */
static napi_value hand_over(napi_env env, held_signer *held, const cello_session *session,
                            uint64_t now) {
  const uint8_t *base = (const uint8_t *)session;
  uint8_t *exchange = held->environment->exchange;
  cello_session_entry *entries = (cello_session_entry *)(void *)(exchange + EXCHANGE_ENTRIES);
  exchange_head *head = (exchange_head *)(void *)exchange;
  cello_session_info about;
  char bytes[CELLO_SESSION_ID_LEN + CELLO_SESSION_SESSION_SIZE];
  napi_value answer = NULL;
  uint32_t from, end;
  size_t count, i;
  bool any_is_wide;
  cello_session_status status =
      cello_session_describe(&held->signer, session, now, &about, sizeof about);

  if (status == CELLO_SESSION_OK)
    status = cello_session_entries(session, entries, CELLO_SESSION_ENTRIES_MAX, &count);
  if (status != CELLO_SESSION_OK)
    return answer_status(env, status);
  head->issued_at = (double)about.issued_at_unix_s;
  head->expires_at = (double)about.expires_at_unix_s;
  head->began_at = (double)about.began_at_unix_s;
  head->lifetime = (double)about.lifetime_s;
  head->renewal_due = about.renewal_due;
  head->count = (double)count;
  head->entries_len = about.entries_len;
  head->entries_room = about.entries_room;
  from = count > 0 ? entries[0].key_offset : 0;
  end = from;
  for (i = 0; i < count; i++) {
    cello_session_entry *entry = &entries[i];
    uint32_t key_end = entry->key_offset + entry->key_len;
    uint32_t value_end = entry->value_offset + entry->value_len;
    /* Only a value with bytes has a place; that of an empty one says nothing. */
    bool has_bytes = entry->value_len > 0;

    if (key_end > end)
      end = key_end;
    if (has_bytes && value_end > end)
      end = value_end;
    if (entry->key_offset < from || (has_bytes && entry->value_offset < from) ||
        end > CELLO_SESSION_SESSION_SIZE)
      return answer_status(env, CELLO_SESSION_INVALID_ARGUMENT);
  }
  head->keys_number = number_of_keys(held, base, entries, count);
  any_is_wide = is_wide(base + from, end - from);
  for (i = 0; i < count; i++) {
    cello_session_entry *entry = &entries[i];
    bool has_bytes = entry->value_len > 0;

    entry->reserved = 0;
    if (any_is_wide && is_wide(base + entry->key_offset, entry->key_len))
      entry->reserved |= KEY_IS_WIDE;
    if (any_is_wide && has_bytes && is_wide(base + entry->value_offset, entry->value_len))
      entry->reserved |= VALUE_IS_WIDE;
    entry->key_offset -= from;
    entry->value_offset = has_bytes ? entry->value_offset - from : 0;
  }
  memcpy(bytes, about.id, CELLO_SESSION_ID_LEN);
  memcpy(bytes + CELLO_SESSION_ID_LEN, base + from, end - from);
  (void)napi_create_string_latin1(env, bytes, CELLO_SESSION_ID_LEN + (end - from), &answer);
  return answer;
}

/* The number of the last session's keys where these are the same, and the next one where not. */
static double number_of_keys(held_signer *held, const uint8_t *base,
                             const cello_session_entry *entries, size_t count) {
  size_t at = 0, i;

  for (i = 0; i < count; i++) {
    const size_t len = entries[i].key_len;
    const uint8_t *key = base + entries[i].key_offset;
    if (at >= held->keys_len || held->keys[at] != len || memcmp(held->keys + at + 1, key, len) != 0)
      break;
    at += 1 + len;
  }
  if (i == count && at == held->keys_len && held->keys_number > 0)
    return held->keys_number;
  for (at = 0, i = 0; i < count; i++) {
    held->keys[at] = (uint8_t)entries[i].key_len;
    memcpy(held->keys + at + 1, base + entries[i].key_offset, entries[i].key_len);
    at += 1 + (size_t)entries[i].key_len;
  }
  held->keys_len = at;
  held->keys_number += 1;
  return held->keys_number;
}

/* Eight bytes at a time. */
static bool is_wide(const uint8_t *bytes, size_t len) {
  uint64_t seen = 0, eight;

  for (; len >= sizeof eight; bytes += sizeof eight, len -= sizeof eight) {
    memcpy(&eight, bytes, sizeof eight);
    seen |= eight;
  }
  for (; len > 0; len--)
    seen |= *bytes++;
  return (seen & 0x8080808080808080u) != 0;
}
