/* What the files of the addon share: the state of one environment, and the layout of its exchange
 * buffer. */
#ifndef CELLO_SESSION_NODE_ADDON_H
#define CELLO_SESSION_NODE_ADDON_H

#ifndef NAPI_VERSION
#define NAPI_VERSION 8
#endif
#include <cello_session.h>
#include <node_api.h>
#include <stdbool.h>

/* A session crosses between C and JavaScript in one ArrayBuffer that both know: numbers are read
   and written there as machine words, which costs a tenth of as many calls into the engine.
   lib/exchange.js has the same numbers. */
enum {
  EXCHANGE_ID = 72,       /* the session id, after nine doubles */
  EXCHANGE_ENTRIES = 128, /* cello_session_entry[64] */
  EXCHANGE_TEXT = 4096,   /* keys and values on their way to C */
  EXCHANGE_TEXT_LEN = 12288,
  EXCHANGE_LEN = EXCHANGE_TEXT + EXCHANGE_TEXT_LEN
};

/* In the reserved word of an entry on its way to JavaScript: this text is not plain ASCII. */
enum { KEY_IS_WIDE = 1, VALUE_IS_WIDE = 2 };

/* The nine doubles at the front. */
typedef struct {
  double issued_at, expires_at, began_at, lifetime, renewal_due, count, entries_len, entries_room;
  double keys_number;
} exchange_head;

/* The state of one environment (the main thread or a worker): freed when the environment has ended
   and its last signer is gone, in whatever order the engine takes them down. */
typedef struct {
  size_t holders;
  uint8_t *exchange;
} environment;

/* What the functions of one signer share: each of them holds it, and the last one that is collected
   wipes it. */
typedef struct {
  cello_session_signer signer;
  environment *environment;
  size_t holders;
  /* The keys of the session that was read last, each after its length: JavaScript has them already
   * where the next session has the same, as most have. A number stands for them. */
  uint8_t keys[CELLO_SESSION_SESSION_SIZE];
  size_t keys_len;
  double keys_number;
} held_signer;

void environment_release(environment *self);

/* Arguments: each says what is wrong by throwing a TypeError that names the argument, and returns
 * false or NULL. */
bool take_arguments(napi_env env, napi_callback_info info, size_t wanted, napi_value *argv,
                    void **data_out);
bool seconds_argument(napi_env env, napi_value value, const char *name, uint64_t *out);
bool count_argument(napi_env env, napi_value value, const char *name, uint32_t most, uint32_t *out);
void throw_type_error(napi_env env, const char *name, const char *must);

napi_value answer_status(napi_env env, cello_session_status status);

napi_value make_signer(napi_env env, napi_callback_info info);
napi_value verify_token(napi_env env, napi_callback_info info);
napi_value read_cookie(napi_env env, napi_callback_info info);
napi_value write_session(napi_env env, napi_callback_info info);
napi_value write_deletion(napi_env env, napi_callback_info info);

#endif
