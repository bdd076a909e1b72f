/* Makes a signer from an object of options, and wipes it when JavaScript has let go of it. */
#include "addon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One byte more than the bound, so that what is too long stays too long and gets its own status. */
enum {
  SECRETS_MAX = 1 + CELLO_SESSION_ACCEPTED_SECRETS_MAX,
  SECRET_ROOM = CELLO_SESSION_SECRET_LEN_MAX + 8
};

/* Everything that the configuration points to while the signer is made. It holds secrets, and is
 * wiped. */
typedef struct {
  uint8_t secrets[SECRETS_MAX][SECRET_ROOM];
  cello_session_bytes accepted[SECRETS_MAX];
  char cookie_name[CELLO_SESSION_COOKIE_NAME_LEN_MAX + 8];
  char path[CELLO_SESSION_PATH_LEN_MAX + 8];
  char domain[CELLO_SESSION_DOMAIN_LEN_MAX + 8];
} option_bytes;

static bool read_options(napi_env env, napi_value options, option_bytes *bytes,
                         cello_session_config *config);
static bool read_accepted_secrets(napi_env env, napi_value options, option_bytes *bytes,
                                  cello_session_config *config);
static bool secret_bytes(napi_env env, napi_value value, const char *name, uint8_t *room,
                         size_t *len);
static bool text_option(napi_env env, napi_value options, const char *name, char *room, size_t cap,
                        const char **text, size_t *len);
static bool seconds_option(napi_env env, napi_value options, const char *name, uint64_t *out);
static bool flag_option(napi_env env, napi_value options, const char *name, uint8_t *out);
static bool option(napi_env env, napi_value options, const char *name, napi_value *value,
                   napi_valuetype *type);
static void wipe(void *start, size_t len);
static napi_value hand_out(napi_env env, held_signer *held);
static void function_collected(napi_env env, void *data, void *hint);
static void release(napi_env env, held_signer *held);

/* makeSigner(options): an object with the functions of this signer, or the number of the status
   that says which rule was broken. */
napi_value make_signer(napi_env env, napi_callback_info info) {
  void *self;
  napi_value options, answer = NULL;
  napi_valuetype type;
  cello_session_config config;
  cello_session_status status =
      cello_session_config_init(&config, sizeof config, CELLO_SESSION_ABI_VERSION);
  option_bytes *bytes;
  held_signer *held;

  if (!take_arguments(env, info, 1, &options, &self))
    return NULL;
  if (napi_typeof(env, options, &type) != napi_ok || type != napi_object) {
    throw_type_error(env, "options", "an object");
    return NULL;
  }
  bytes = calloc(1, sizeof *bytes);
  held = calloc(1, sizeof *held);
  if (bytes == NULL || held == NULL) {
    napi_throw_error(env, NULL, "cello-session: no memory");
  } else if (status == CELLO_SESSION_OK && read_options(env, options, bytes, &config)) {
    status = cello_session_signer_init(&held->signer, &config);
    if (status != CELLO_SESSION_OK) {
      answer = answer_status(env, status);
    } else {
      held->environment = self;
      held->environment->holders += 1;
      answer = hand_out(env, held);
      held = NULL; /* it is let go of with its functions */
    }
  }
  if (bytes != NULL) {
    wipe(bytes, sizeof *bytes);
    free(bytes);
  }
  free(held);
  return answer;
}

/* Through a volatile pointer, which no compiler drops; memset before a free is dropped, and
   explicit_bzero is not everywhere. */
static void wipe(void *start, size_t len) {
  volatile uint8_t *bytes = start;
  while (len > 0)
    bytes[--len] = 0;
}

/* The functions know their signer, so that none can be called with another thing in its place. */
static napi_value hand_out(napi_env env, held_signer *held) {
  static const struct {
    const char *name;
    napi_callback function;
  } functions[] = {{"verifyToken", verify_token},
                   {"readCookie", read_cookie},
                   {"writeSession", write_session},
                   {"writeDeletion", write_deletion}};
  napi_value object = NULL, function;
  int64_t known;
  size_t i;
  bool is_whole;

  /* The collector sees small objects, and would let many large signers pile up. */
  (void)napi_adjust_external_memory(env, sizeof *held, &known);
  held->holders = 1; /* this function */
  is_whole = napi_create_object(env, &object) == napi_ok;
  for (i = 0; is_whole && i < sizeof functions / sizeof functions[0]; i++) {
    is_whole = napi_create_function(env, functions[i].name, NAPI_AUTO_LENGTH, functions[i].function,
                                    held, &function) == napi_ok &&
               napi_add_finalizer(env, function, held, function_collected, NULL, NULL) == napi_ok;
    if (is_whole) {
      held->holders += 1;
      is_whole = napi_set_named_property(env, object, functions[i].name, function) == napi_ok;
    }
  }
  release(env, held);
  return is_whole ? object : NULL;
}

static void function_collected(napi_env env, void *data, void *hint) {
  (void)hint;
  release(env, data);
}

static void release(napi_env env, held_signer *held) {
  environment *self = held->environment;
  int64_t known;

  held->holders -= 1;
  if (held->holders > 0)
    return;
  (void)napi_adjust_external_memory(env, -(int64_t)sizeof *held, &known);
  cello_session_signer_wipe(&held->signer);
  free(held);
  environment_release(self);
}

static bool read_options(napi_env env, napi_value options, option_bytes *bytes,
                         cello_session_config *config) {
  napi_value value;
  napi_valuetype type;

  if (!option(env, options, "secret", &value, &type) ||
      !secret_bytes(env, value, "secret", bytes->secrets[0], &config->signing_secret_len))
    return false;
  config->signing_secret = bytes->secrets[0];
  if (!option(env, options, "sameSite", &value, &type))
    return false;
  if (type != napi_undefined && napi_get_value_int32(env, value, &config->same_site) != napi_ok) {
    throw_type_error(env, "sameSite", "\"lax\", \"strict\" or \"none\"");
    return false;
  }
  return read_accepted_secrets(env, options, bytes, config) &&
         text_option(env, options, "cookieName", bytes->cookie_name, sizeof bytes->cookie_name,
                     &config->cookie_name, &config->cookie_name_len) &&
         text_option(env, options, "path", bytes->path, sizeof bytes->path, &config->path,
                     &config->path_len) &&
         text_option(env, options, "domain", bytes->domain, sizeof bytes->domain, &config->domain,
                     &config->domain_len) &&
         seconds_option(env, options, "maxAgeSeconds", &config->max_age_s) &&
         seconds_option(env, options, "longestMaxAgeSeconds", &config->longest_max_age_s) &&
         seconds_option(env, options, "absoluteMaxAgeSeconds", &config->absolute_max_age_s) &&
         flag_option(env, options, "httpOnly", &config->http_only) &&
         flag_option(env, options, "secure", &config->secure) &&
         flag_option(env, options, "partitioned", &config->partitioned) &&
         flag_option(env, options, "persistent", &config->persistent);
}

static bool read_accepted_secrets(napi_env env, napi_value options, option_bytes *bytes,
                                  cello_session_config *config) {
  napi_value list, value;
  napi_valuetype type;
  bool is_array = false;
  uint32_t count = 0, i;

  if (!option(env, options, "acceptedSecrets", &list, &type))
    return false;
  if (type == napi_undefined)
    return true;
  if (napi_is_array(env, list, &is_array) != napi_ok || !is_array ||
      napi_get_array_length(env, list, &count) != napi_ok) {
    throw_type_error(env, "acceptedSecrets", "an array of strings or Uint8Arrays");
    return false;
  }
  for (i = 0; i < count && i < SECRETS_MAX - 1; i++) {
    char name[32];
    snprintf(name, sizeof name, "acceptedSecrets[%u]", (unsigned)i);
    if (napi_get_element(env, list, i, &value) != napi_ok ||
        !secret_bytes(env, value, name, bytes->secrets[i + 1], &bytes->accepted[i].len))
      return false;
    bytes->accepted[i].data = bytes->secrets[i + 1];
  }
  config->accepted_secrets = bytes->accepted;
  /* More than fit have a status of their own, which the library gives before it looks at any of
   * them. */
  config->accepted_secret_count = count < SECRETS_MAX ? count : SECRETS_MAX;
  return true;
}

static bool secret_bytes(napi_env env, napi_value value, const char *name, uint8_t *room,
                         size_t *len) {
  bool is_array = false;
  napi_typedarray_type type;
  size_t length;
  void *start;

  if (napi_get_value_string_utf8(env, value, (char *)room, SECRET_ROOM, len) == napi_ok)
    return true;
  if (napi_is_typedarray(env, value, &is_array) == napi_ok && is_array &&
      napi_get_typedarray_info(env, value, &type, &length, &start, NULL, NULL) == napi_ok &&
      type == napi_uint8_array) {
    *len = length < SECRET_ROOM ? length : SECRET_ROOM;
    if (*len > 0)
      memcpy(room, start, *len);
    return true;
  }
  throw_type_error(env, name, "a string or a Uint8Array");
  return false;
}

static bool text_option(napi_env env, napi_value options, const char *name, char *room, size_t cap,
                        const char **text, size_t *len) {
  napi_value value;
  napi_valuetype type;

  if (!option(env, options, name, &value, &type))
    return false;
  if (type == napi_undefined)
    return true;
  if (napi_get_value_string_utf8(env, value, room, cap, len) != napi_ok) {
    throw_type_error(env, name, "a string");
    return false;
  }
  *text = room;
  return true;
}

static bool seconds_option(napi_env env, napi_value options, const char *name, uint64_t *out) {
  napi_value value;
  napi_valuetype type;

  return option(env, options, name, &value, &type) &&
         (type == napi_undefined || seconds_argument(env, value, name, out));
}

static bool flag_option(napi_env env, napi_value options, const char *name, uint8_t *out) {
  napi_value value;
  napi_valuetype type;
  bool flag;

  if (!option(env, options, name, &value, &type))
    return false;
  if (type == napi_undefined)
    return true;
  if (napi_get_value_bool(env, value, &flag) != napi_ok) {
    throw_type_error(env, name, "true or false");
    return false;
  }
  *out = flag;
  return true;
}

/* A getter of the options may throw: then its exception is the answer. */
static bool option(napi_env env, napi_value options, const char *name, napi_value *value,
                   napi_valuetype *type) {
  if (napi_get_named_property(env, options, name, value) == napi_ok &&
      napi_typeof(env, *value, type) == napi_ok)
    return true;
  throw_type_error(env, name, "readable");
  return false;
}
