/* The C side of each crossing: the calls that belong together, in one. */

#include <time.h>

#include "shim.h"

_Static_assert(sizeof(cello_go_state) ==
                   sizeof(cello_session) + sizeof(cello_session_info) + 8 +
                       CELLO_SESSION_ENTRIES_MAX * sizeof(cello_session_entry),
               "Go mirrors this struct, which has no padding");

static uint64_t present(uint64_t now) {
  return now == CELLO_GO_PRESENT ? (uint64_t)time(NULL) : now;
}

/* Entries, id, times and lengths anew, after the session was read or changed. */
static int32_t look(const cello_session_signer *signer, uint64_t now, cello_go_state *state) {
  size_t count;
  cello_session_status status =
      cello_session_describe(signer, &state->session, now, &state->info, sizeof state->info);

  if (status == CELLO_SESSION_OK)
    status =
        cello_session_entries(&state->session, state->entries, CELLO_SESSION_ENTRIES_MAX, &count);
  if (status == CELLO_SESSION_OK)
    state->count = (int64_t)count;
  return status;
}

/* texts: cookie name, path, domain, signing secret, accepted secrets. */
int32_t cello_go_signer_init(cello_session_signer *signer, const cello_session_bytes *texts,
                             size_t secret_count, const cello_go_rules *rules) {
  cello_session_config config;
  cello_session_status status =
      cello_session_config_init(&config, sizeof config, CELLO_SESSION_ABI_VERSION);

  if (status != CELLO_SESSION_OK)
    return status;
  config.cookie_name = (const char *)texts[0].data;
  config.cookie_name_len = texts[0].len;
  config.path = (const char *)texts[1].data;
  config.path_len = texts[1].len;
  config.domain = (const char *)texts[2].data;
  config.domain_len = texts[2].len;
  config.signing_secret = texts[3].data;
  config.signing_secret_len = texts[3].len;
  config.accepted_secrets = texts + 4;
  config.accepted_secret_count = secret_count - 1;
  config.max_age_s = rules->max_age_s;
  config.longest_max_age_s = rules->longest_max_age_s;
  config.absolute_max_age_s = rules->absolute_max_age_s;
  config.same_site = rules->same_site;
  config.http_only = rules->http_only;
  config.secure = rules->secure;
  config.partitioned = rules->partitioned;
  config.persistent = rules->persistent;
  return cello_session_signer_init(signer, &config);
}

int32_t cello_go_read(const cello_session_signer *signer, const char *header, size_t header_len,
                      uint64_t now, cello_go_state *state) {
  cello_session_status status;

  now = present(now);
  status = cello_session_cookie_read(signer, header, header_len, now, &state->session);
  state->count = 0;
  return status == CELLO_SESSION_OK ? look(signer, now, state) : status;
}

/* The verdict alone: whoever only wants to know whether a token is good pays for no more. */
int32_t cello_go_verify(const cello_session_signer *signer, const char *token, size_t token_len,
                        uint64_t now, cello_go_state *state) {
  state->count = 0;
  return cello_session_verify(signer, token, token_len, present(now), &state->session);
}

/* What a verified session holds. */
int32_t cello_go_look(const cello_session_signer *signer, uint64_t now, cello_go_state *state) {
  return look(signer, present(now), state);
}

int32_t cello_go_begin(const cello_session_signer *signer, const uint8_t *id, uint64_t now,
                       cello_go_state *state) {
  cello_session_status status = cello_session_begin(signer, id, now, &state->session);

  state->count = 0;
  return status == CELLO_SESSION_OK ? look(signer, now, state) : status;
}

int32_t cello_go_set(const cello_session_signer *signer, uint64_t now, cello_go_state *state,
                     int32_t kind, const char *key, size_t key_len, const char *value,
                     size_t value_len, int64_t integer) {
  cello_session *session = &state->session;
  cello_session_status status = CELLO_SESSION_INVALID_ARGUMENT;

  switch (kind) {
  case CELLO_SESSION_KIND_TEXT:
    status = cello_session_set_text(session, key, key_len, value, value_len);
    break;
  case CELLO_SESSION_KIND_BYTES:
    status = cello_session_set_bytes(session, key, key_len, (const uint8_t *)value, value_len);
    break;
  case CELLO_SESSION_KIND_JSON:
    status = cello_session_set_json(session, key, key_len, value, value_len);
    break;
  case CELLO_SESSION_KIND_INT:
    status = cello_session_set_int(session, key, key_len, integer);
    break;
  case CELLO_SESSION_KIND_BOOL:
    status = cello_session_set_bool(session, key, key_len, (uint8_t)integer);
    break;
  case CELLO_SESSION_KIND_NULL:
    status = cello_session_set_null(session, key, key_len);
    break;
  }
  return status == CELLO_SESSION_OK ? look(signer, now, state) : status;
}

int32_t cello_go_remove(const cello_session_signer *signer, uint64_t now, cello_go_state *state,
                        const char *key, size_t key_len) {
  cello_session_status status = cello_session_remove(&state->session, key, key_len);

  return status == CELLO_SESSION_OK ? look(signer, now, state) : status;
}

/* lifetime_s: 0 for the configured one; anything else was asked for since the login that is done
 * again here. */
int32_t cello_go_login(const cello_session_signer *signer, uint64_t now, cello_go_state *state,
                       const uint8_t *id, uint64_t lifetime_s) {
  cello_session_status status = cello_session_login(signer, &state->session, id, now);

  if (status == CELLO_SESSION_OK && lifetime_s != 0)
    status = cello_session_set_lifetime(&state->session, lifetime_s);
  return status == CELLO_SESSION_OK ? look(signer, now, state) : status;
}

int32_t cello_go_rotate_id(const cello_session_signer *signer, uint64_t now, cello_go_state *state,
                           const uint8_t *id) {
  cello_session_status status = cello_session_rotate_id(&state->session, id);

  return status == CELLO_SESSION_OK ? look(signer, now, state) : status;
}

int32_t cello_go_set_lifetime(const cello_session_signer *signer, uint64_t now,
                              cello_go_state *state, uint64_t lifetime_s) {
  cello_session_status status = cello_session_set_lifetime(&state->session, lifetime_s);

  return status == CELLO_SESSION_OK ? look(signer, now, state) : status;
}

/* OK with *out_len 0: there is nothing to be sent. */
int32_t cello_go_finish(const cello_session_signer *signer, uint64_t now, cello_go_state *state,
                        int32_t how, char *out, size_t out_cap, size_t *out_len) {
  const cello_session *session = &state->session;
  cello_session_info info;
  cello_session_status status;

  if ((how & CELLO_GO_TOKEN) != 0)
    return cello_session_sign(signer, session, now, out, out_cap, out_len);
  status = cello_session_describe(signer, session, now, &info, sizeof info);
  if (status != CELLO_SESSION_OK)
    return status;
  *out_len = 0;
  if ((how & CELLO_GO_ALWAYS) == 0 && !info.changed && !info.renewal_due)
    return CELLO_SESSION_OK;
  if (info.count == 0 && (how & CELLO_GO_RECEIVED) == 0)
    return CELLO_SESSION_OK;
  return cello_session_cookie_write(signer, session, now, out, out_cap, out_len);
}

/* What a crossing costs by itself: benchmarks ask. */
int32_t cello_go_nothing(int32_t number) {
  return number;
}
