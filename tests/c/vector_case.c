/* Reads the parts of a case; the schema is in tests/vectors/README.md. */
#include "vector_case.h"

#include <stdlib.h>
#include <string.h>

enum { BUFFERS = 16, BUFFER_CAP = 1 << 17 };

static uint8_t digit(char letter) {
  return (uint8_t)(letter <= '9' ? letter - '0' : letter - 'a' + 10);
}

/* Several buffers in turn, since a configuration has more than one secret. */
struct bytes hex_of(const json_t *value) {
  static char buffers[BUFFERS][BUFFER_CAP];
  static size_t next;
  char *buffer = buffers[next++ % BUFFERS];
  const char *hex = json_string_value(value);
  struct bytes bytes = {buffer, json_string_length(value) / 2};
  CHECK(hex != NULL && bytes.len <= BUFFER_CAP && json_string_length(value) % 2 == 0);
  for (size_t i = 0; i < bytes.len && i < BUFFER_CAP; i++) {
    buffer[i] = (char)(digit(hex[2 * i]) << 4 | digit(hex[2 * i + 1]));
  }
  return bytes;
}

static struct bytes text_of_value(const json_t *value) {
  struct bytes bytes = {json_string_value(value), json_string_length(value)};
  return bytes;
}

struct bytes bytes_of(const json_t *object, const char *name) {
  char hex_name[40];
  snprintf(hex_name, sizeof hex_name, "%s_hex", name);
  const json_t *hex = json_object_get(object, hex_name);
  return hex != NULL ? hex_of(hex) : text_of_value(json_object_get(object, name));
}

uint64_t number_of(const json_t *object, const char *name) {
  const json_t *value = json_object_get(object, name);
  CHECK(json_is_integer(value));
  return (uint64_t)json_integer_value(value);
}

cello_session_status status_of(const json_t *object) {
  const char *name = json_string_value(json_object_get(object, "status"));
  for (cello_session_status status = 0; name != NULL && status > -200; status--) {
    if (strcmp(name, cello_session_status_name(status)) == 0) {
      return status;
    }
  }
  CHECK(!"the case's status has a name of the C ABI");
  return 1;
}

static uint8_t flag_of(const json_t *config, const char *name) {
  const json_t *value = json_object_get(config, name);
  CHECK(json_is_boolean(value));
  return json_is_true(value);
}

static int32_t same_site_of(const json_t *config) {
  const char *name = json_string_value(json_object_get(config, "same_site"));
  const char *names[] = {"lax", "strict", "none"};
  for (int32_t i = 0; name != NULL && i < 3; i++) {
    if (strcmp(name, names[i]) == 0) {
      return i + 1;
    }
  }
  return 0;
}

cello_session_status signer_of_case(const json_t *test, cello_session_signer *signer_out) {
  const json_t *from = json_object_get(test, "config");
  const json_t *secrets = json_object_get(from, "accepted_secrets");
  cello_session_bytes accepted[BUFFERS];
  cello_session_config config = config_default();
  struct bytes secret = hex_of(json_object_get(from, "signing_secret"));
  config.signing_secret = (const uint8_t *)secret.data;
  config.signing_secret_len = secret.len;
  config.accepted_secrets = accepted;
  config.accepted_secret_count = json_array_size(secrets);
  CHECK(config.accepted_secret_count < BUFFERS);
  for (size_t i = 0; i < config.accepted_secret_count && i < BUFFERS; i++) {
    struct bytes bytes = hex_of(json_array_get(secrets, i));
    accepted[i].data = (const uint8_t *)bytes.data;
    accepted[i].len = bytes.len;
  }
  struct bytes name = bytes_of(from, "cookie_name"), path = bytes_of(from, "path"),
               domain = bytes_of(from, "domain");
  config.cookie_name = name.data;
  config.cookie_name_len = name.len;
  config.path = path.data;
  config.path_len = path.len;
  config.domain = domain.data;
  config.domain_len = domain.len;
  config.max_age_s = number_of(from, "max_age_s");
  config.longest_max_age_s = number_of(from, "longest_max_age_s");
  config.absolute_max_age_s = number_of(from, "absolute_max_age_s");
  config.http_only = flag_of(from, "http_only");
  config.secure = flag_of(from, "secure");
  config.partitioned = flag_of(from, "partitioned");
  config.persistent = flag_of(from, "persistent");
  config.same_site = same_site_of(from);
  return cello_session_signer_init(signer_out, &config);
}

static int is_kind(const json_t *entry, const char *kind) {
  const char *name = json_string_value(json_object_get(entry, "kind"));
  return name != NULL && strcmp(name, kind) == 0;
}

static int64_t integer_of(const json_t *value) {
  const char *digits = json_string_value(value);
  CHECK(digits != NULL);
  return digits != NULL ? strtoll(digits, NULL, 10) : 0;
}

void set_entries(cello_session *session, const json_t *entries) {
  for (size_t i = 0; i < json_array_size(entries); i++) {
    const json_t *entry = json_array_get(entries, i), *value = json_object_get(entry, "value");
    struct bytes key = bytes_of(entry, "key"), text = text_of_value(value);
    cello_session_status status = 1;
    if (is_kind(entry, "text")) {
      status = cello_session_set_text(session, key.data, key.len, text.data, text.len);
    } else if (is_kind(entry, "json")) {
      status = cello_session_set_json(session, key.data, key.len, text.data, text.len);
    } else if (is_kind(entry, "bytes")) {
      struct bytes bytes = hex_of(value);
      status = cello_session_set_bytes(session, key.data, key.len, (const uint8_t *)bytes.data,
                                       bytes.len);
    } else if (is_kind(entry, "int")) {
      status = cello_session_set_int(session, key.data, key.len, integer_of(value));
    } else if (is_kind(entry, "bool")) {
      status = cello_session_set_bool(session, key.data, key.len, json_is_true(value));
    } else if (is_kind(entry, "null")) {
      status = cello_session_set_null(session, key.data, key.len);
    }
    CHECK_STATUS(CELLO_SESSION_OK, status);
  }
}

static void check_entry(const json_t *expect, const cello_session *session,
                        const cello_session_entry *entry) {
  static const char *const kinds[] = {"", "text", "bytes", "int", "bool", "null", "json"};
  const json_t *value = json_object_get(expect, "value");
  const char *base = (const char *)session, *text = NULL;
  const uint8_t *bytes = NULL;
  struct bytes key = bytes_of(expect, "key"), expected = text_of_value(value);
  size_t len = 0;
  int64_t integer = 0;
  uint8_t flag = 2;
  cello_session_entry got;
  CHECK(entry->kind >= 1 && entry->kind <= 6 && is_kind(expect, kinds[entry->kind]));
  CHECK_BYTES(key.data, key.len, base + entry->key_offset, entry->key_len);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_get(session, key.data, key.len, &got));
  CHECK_BYTES(entry, sizeof *entry, &got, sizeof got);
  switch (entry->kind) {
  case CELLO_SESSION_KIND_TEXT:
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_get_text(session, key.data, key.len, &text, &len));
    break;
  case CELLO_SESSION_KIND_JSON:
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_get_json(session, key.data, key.len, &text, &len));
    break;
  case CELLO_SESSION_KIND_BYTES:
    CHECK_STATUS(CELLO_SESSION_OK,
                 cello_session_get_bytes(session, key.data, key.len, &bytes, &len));
    text = (const char *)bytes;
    expected = hex_of(value);
    break;
  case CELLO_SESSION_KIND_INT:
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_get_int(session, key.data, key.len, &integer));
    CHECK_INT(integer_of(value), integer);
    CHECK_INT(integer, entry->integer);
    return;
  case CELLO_SESSION_KIND_BOOL:
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_get_bool(session, key.data, key.len, &flag));
    CHECK_UINT(json_is_true(value), flag);
    CHECK_INT(flag, entry->integer);
    return;
  default:
    return;
  }
  CHECK_BYTES(expected.data, expected.len, text, len);
  CHECK_BYTES(expected.data, expected.len, base + entry->value_offset, entry->value_len);
}

void check_session(const json_t *expect, const cello_session_signer *signer,
                   const cello_session *session, uint64_t now_unix_s) {
  cello_session_info info = describe_at(signer, session, now_unix_s);
  struct bytes id = hex_of(json_object_get(expect, "id"));
  CHECK_BYTES(id.data, id.len, info.id, sizeof info.id);
  CHECK_UINT(number_of(expect, "issued_at"), info.issued_at_unix_s);
  CHECK_UINT(number_of(expect, "ends_at"), info.expires_at_unix_s);
  CHECK_UINT(number_of(expect, "began_at"), info.began_at_unix_s);
  CHECK_UINT(flag_of(expect, "renewal_due"), info.renewal_due);
  CHECK_UINT(0, info.changed);

  const json_t *entries = json_object_get(expect, "entries");
  cello_session_entry got[CELLO_SESSION_ENTRIES_MAX];
  size_t count = 0;
  CHECK_STATUS(CELLO_SESSION_OK,
               cello_session_entries(session, got, CELLO_SESSION_ENTRIES_MAX, &count));
  CHECK_UINT(json_array_size(entries), count);
  CHECK_UINT(count, info.count);
  for (size_t i = 0; i < count && i < json_array_size(entries); i++) {
    check_entry(json_array_get(entries, i), session, &got[i]);
  }
}
