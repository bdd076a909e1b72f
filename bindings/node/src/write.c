/* One crossing to write: makes the session from the exchange buffer, and its token or its
 * Set-Cookie value. */
#include "addon.h"

/* lib/exchange.js has the same numbers. */
enum { AS_TOKEN = 0, AS_COOKIE = 1, CHECK_ONLY = 2, ROOM_ONLY = 3 };

static cello_session_status make_session(const held_signer *held, uint64_t began, uint64_t lifetime,
                                         uint32_t count, cello_session *session);
static cello_session_status tell_room(const held_signer *held, const cello_session *session,
                                      uint64_t now);

/* (what, nowSeconds, beganSeconds, lifetimeSeconds, entryCount): a string, or a status. The
   lifetime 0 stands for the one that is configured. */
napi_value write_session(napi_env env, napi_callback_info info) {
  void *data;
  const held_signer *held;
  napi_value argv[5], answer = NULL;
  cello_session session;
  cello_session_status status;
  uint64_t now, began, lifetime;
  uint32_t what, count;
  char line[CELLO_SESSION_COOKIE_LINE_LEN_MAX];
  size_t len = 0;

  if (!take_arguments(env, info, 5, argv, &data) ||
      !count_argument(env, argv[0], "what", ROOM_ONLY, &what) ||
      !seconds_argument(env, argv[1], "nowSeconds", &now) ||
      !seconds_argument(env, argv[2], "beganSeconds", &began) ||
      !seconds_argument(env, argv[3], "lifetimeSeconds", &lifetime) ||
      !count_argument(env, argv[4], "entryCount", CELLO_SESSION_ENTRIES_MAX, &count))
    return NULL;
  held = data;
  status = make_session(held, began, lifetime, count, &session);
  if (status == CELLO_SESSION_OK && what == AS_TOKEN)
    status = cello_session_sign(&held->signer, &session, now, line, sizeof line, &len);
  else if (status == CELLO_SESSION_OK && what == AS_COOKIE)
    status = cello_session_cookie_write(&held->signer, &session, now, line, sizeof line, &len);
  else if (status == CELLO_SESSION_OK && what == ROOM_ONLY)
    status = tell_room(held, &session, now);
  if (status != CELLO_SESSION_OK)
    return answer_status(env, status);
  (void)napi_create_string_latin1(env, line, len, &answer);
  return answer;
}

/* The deletion line. */
napi_value write_deletion(napi_env env, napi_callback_info info) {
  void *data;
  const held_signer *held;
  napi_value answer = NULL;
  char line[CELLO_SESSION_COOKIE_LINE_LEN_MAX];
  size_t len;
  cello_session_status status;

  if (!take_arguments(env, info, 0, NULL, &data))
    return NULL;
  held = data;
  status = cello_session_cookie_write_deletion(&held->signer, line, sizeof line, &len);
  if (status != CELLO_SESSION_OK)
    return answer_status(env, status);
  (void)napi_create_string_latin1(env, line, len, &answer);
  return answer;
}

/* A session that is begun at the time at which another one began, and given its id, lifetime and
   map, is that other one: so no session object has to live on in JavaScript's hands between reading
   and writing. */
static cello_session_status make_session(const held_signer *held, uint64_t began, uint64_t lifetime,
                                         uint32_t count, cello_session *session) {
  const uint8_t *exchange = held->environment->exchange;
  cello_session_status status =
      cello_session_begin(&held->signer, exchange + EXCHANGE_ID, began, session);

  if (status == CELLO_SESSION_OK && lifetime > 0)
    status = cello_session_set_lifetime(session, lifetime);
  if (status == CELLO_SESSION_OK)
    status = cello_session_replace(
        session, exchange + EXCHANGE_TEXT, EXCHANGE_TEXT_LEN,
        (const cello_session_entry *)(const void *)(exchange + EXCHANGE_ENTRIES), count);
  return status;
}

static cello_session_status tell_room(const held_signer *held, const cello_session *session,
                                      uint64_t now) {
  exchange_head *head = (exchange_head *)(void *)held->environment->exchange;
  cello_session_info about;
  cello_session_status status =
      cello_session_describe(&held->signer, session, now, &about, sizeof about);

  if (status == CELLO_SESSION_OK) {
    head->lifetime = (double)about.lifetime_s;
    head->entries_room = about.entries_room;
  }
  return status;
}
