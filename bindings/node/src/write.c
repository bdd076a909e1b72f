/* One crossing to write: makes the session from the exchange buffer, and its token or its
 * Set-Cookie value. */
#include "addon.h"

/* lib/exchange.js has the same numbers. */
enum { AS_TOKEN = 0, AS_COOKIE = 1, CHECK_ONLY = 2, ROOM_ONLY = 3 };

static cello_session_status make_session(environment *self, const held_signer *held, uint64_t began,
                                         uint64_t lifetime, uint32_t count, cello_session *session);
static cello_session_status tell_room(environment *self, const held_signer *held,
                                      const cello_session *session, uint64_t now);

/* (signer, what, nowSeconds, beganSeconds, lifetimeSeconds, entryCount): a string, or a status. The
   lifetime 0 stands for the one that is configured. */
napi_value write_session(napi_env env, napi_callback_info info) {
  environment *self;
  napi_value argv[6], answer = NULL;
  const held_signer *held;
  cello_session session;
  cello_session_status status;
  uint64_t now, began, lifetime;
  uint32_t what, count;
  char line[CELLO_SESSION_COOKIE_LINE_LEN_MAX];
  size_t len = 0;

  if (!take_arguments(env, info, 6, argv, &self) ||
      (held = signer_argument(env, self, argv[0])) == NULL ||
      !count_argument(env, argv[1], "what", ROOM_ONLY, &what) ||
      !seconds_argument(env, argv[2], "nowSeconds", &now) ||
      !seconds_argument(env, argv[3], "beganSeconds", &began) ||
      !seconds_argument(env, argv[4], "lifetimeSeconds", &lifetime) ||
      !count_argument(env, argv[5], "entryCount", CELLO_SESSION_ENTRIES_MAX, &count))
    return NULL;
  status = make_session(self, held, began, lifetime, count, &session);
  if (status == CELLO_SESSION_OK && what == AS_TOKEN)
    status = cello_session_sign(&held->signer, &session, now, line, sizeof line, &len);
  else if (status == CELLO_SESSION_OK && what == AS_COOKIE)
    status = cello_session_cookie_write(&held->signer, &session, now, line, sizeof line, &len);
  else if (status == CELLO_SESSION_OK && what == ROOM_ONLY)
    status = tell_room(self, held, &session, now);
  if (status != CELLO_SESSION_OK)
    return answer_status(env, status);
  (void)napi_create_string_latin1(env, line, len, &answer);
  return answer;
}

/* (signer): the deletion line. */
napi_value write_deletion(napi_env env, napi_callback_info info) {
  environment *self;
  napi_value argument, answer = NULL;
  const held_signer *held;
  char line[CELLO_SESSION_COOKIE_LINE_LEN_MAX];
  size_t len;
  cello_session_status status;

  if (!take_arguments(env, info, 1, &argument, &self) ||
      (held = signer_argument(env, self, argument)) == NULL)
    return NULL;
  status = cello_session_cookie_write_deletion(&held->signer, line, sizeof line, &len);
  if (status != CELLO_SESSION_OK)
    return answer_status(env, status);
  (void)napi_create_string_latin1(env, line, len, &answer);
  return answer;
}

/* A session that is begun at the time at which another one began, and given its id, lifetime and
   map, is that other one: so no session object has to live on in JavaScript's hands between reading
   and writing. */
static cello_session_status make_session(environment *self, const held_signer *held, uint64_t began,
                                         uint64_t lifetime, uint32_t count,
                                         cello_session *session) {
  cello_session_status status =
      cello_session_begin(&held->signer, self->exchange + EXCHANGE_ID, began, session);

  if (status == CELLO_SESSION_OK && lifetime > 0)
    status = cello_session_set_lifetime(session, lifetime);
  if (status == CELLO_SESSION_OK)
    status = cello_session_replace(
        session, self->exchange + EXCHANGE_TEXT, EXCHANGE_TEXT_LEN,
        (const cello_session_entry *)(const void *)(self->exchange + EXCHANGE_ENTRIES), count);
  return status;
}

static cello_session_status tell_room(environment *self, const held_signer *held,
                                      const cello_session *session, uint64_t now) {
  exchange_head *head = (exchange_head *)(void *)self->exchange;
  cello_session_info about;
  cello_session_status status =
      cello_session_describe(&held->signer, session, now, &about, sizeof about);

  if (status == CELLO_SESSION_OK) {
    head->lifetime = (double)about.lifetime_s;
    head->entries_room = about.entries_room;
  }
  return status;
}
