/* The loops that ours.h declares: what a C program pays for the library, its own checks included.
 */
#include "ours.h"
#include <cello_session.h>
#include <stdlib.h>
#include <string.h>

struct ours {
  cello_session_signer signer;
  cello_session session;
  cello_session read;
  cello_session_entry entries[CELLO_SESSION_ENTRIES_MAX];
  char token[CELLO_SESSION_TOKEN_LEN_MAX];
  char out[CELLO_SESSION_TOKEN_LEN_MAX];
  size_t token_len;
  uint64_t now_unix_s;
  uint64_t sum;
  size_t next;
  size_t pair_count;
  struct pair pairs[CELLO_SESSION_ENTRIES_MAX];
  char values[2][CELLO_SESSION_ENTRIES_LEN_MAX];
};

static cello_session_status prepare(struct ours *ours, const uint8_t *secret, size_t secret_len) {
  static const uint8_t id[CELLO_SESSION_ID_LEN] = {1, 2,  3,  4,  5,  6,  7,  8,
                                                   9, 10, 11, 12, 13, 14, 15, 16};
  cello_session_config config;
  cello_session_status status =
      cello_session_config_init(&config, sizeof config, CELLO_SESSION_ABI_VERSION);
  config.signing_secret = secret;
  config.signing_secret_len = secret_len;
  if (status == CELLO_SESSION_OK)
    status = cello_session_signer_init(&ours->signer, &config);
  if (status == CELLO_SESSION_OK)
    status = cello_session_begin(&ours->signer, id, ours->now_unix_s, &ours->session);
  for (size_t i = 0; i < ours->pair_count && status == CELLO_SESSION_OK; i++) {
    const struct pair *pair = &ours->pairs[i];
    status = cello_session_set_text(&ours->session, pair->key, pair->key_len, pair->value,
                                    pair->value_len);
  }
  if (status == CELLO_SESSION_OK)
    status = cello_session_sign(&ours->signer, &ours->session, ours->now_unix_s, ours->token,
                                sizeof ours->token, &ours->token_len);
  return status;
}

struct ours *ours_new(const uint8_t *secret, size_t secret_len, uint64_t now_unix_s,
                      const struct pair *pairs, size_t pair_count) {
  struct ours *ours = calloc(1, sizeof *ours);
  if (ours == NULL || pair_count > CELLO_SESSION_ENTRIES_MAX) {
    free(ours);
    return NULL;
  }
  ours->now_unix_s = now_unix_s;
  ours->pair_count = pair_count;
  memcpy(ours->pairs, pairs, pair_count * sizeof *pairs);
  memset(ours->values[0], 'a', sizeof ours->values[0]);
  memset(ours->values[1], 'b', sizeof ours->values[1]);
  if (prepare(ours, secret, secret_len) != CELLO_SESSION_OK) {
    free(ours);
    return NULL;
  }
  return ours;
}

void ours_free(struct ours *ours) {
  free(ours);
}

uint64_t ours_sign(struct ours *ours, uint64_t times) {
  uint64_t failures = 0;
  for (uint64_t i = 0; i < times; i++) {
    size_t len = 0;
    failures += cello_session_sign(&ours->signer, &ours->session, ours->now_unix_s, ours->out,
                                   sizeof ours->out, &len) != CELLO_SESSION_OK;
    ours->sum += len;
  }
  return failures;
}

uint64_t ours_verify(struct ours *ours, uint64_t times) {
  uint64_t failures = 0;
  for (uint64_t i = 0; i < times; i++)
    failures += cello_session_verify(&ours->signer, ours->token, ours->token_len, ours->now_unix_s,
                                     &ours->read) != CELLO_SESSION_OK;
  return failures;
}

uint64_t ours_verify_and_read(struct ours *ours, uint64_t times) {
  uint64_t failures = 0;
  for (uint64_t i = 0; i < times; i++) {
    size_t count = 0;
    failures += cello_session_verify(&ours->signer, ours->token, ours->token_len, ours->now_unix_s,
                                     &ours->read) != CELLO_SESSION_OK;
    failures += cello_session_entries(&ours->read, ours->entries, CELLO_SESSION_ENTRIES_MAX,
                                      &count) != CELLO_SESSION_OK;
    for (size_t j = 0; j < count; j++)
      ours->sum += ours->entries[j].key_len + ours->entries[j].value_len;
  }
  return failures;
}

uint64_t ours_get(struct ours *ours, uint64_t times) {
  uint64_t failures = 0;
  for (uint64_t i = 0; i < times; i++) {
    const struct pair *pair = &ours->pairs[ours->next];
    const char *value = NULL;
    size_t value_len = 0;
    failures += cello_session_get_text(&ours->session, pair->key, pair->key_len, &value,
                                       &value_len) != CELLO_SESSION_OK;
    ours->sum += value_len;
    ours->next = (ours->next + 1) % ours->pair_count;
  }
  return failures;
}

uint64_t ours_set(struct ours *ours, uint64_t times) {
  uint64_t failures = 0;
  for (uint64_t i = 0; i < times; i++) {
    const struct pair *pair = &ours->pairs[ours->next];
    /* Another value than the one that is there, at every pass. */
    const char *value = ours->values[ours->sum % 2];
    failures += cello_session_set_text(&ours->session, pair->key, pair->key_len, value,
                                       pair->value_len) != CELLO_SESSION_OK;
    ours->next = (ours->next + 1) % ours->pair_count;
    ours->sum += ours->next == 0;
  }
  return failures;
}
