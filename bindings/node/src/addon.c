/* The addon's entry: what one environment gets, and the names of its functions. */
#include "addon.h"

#include <stdlib.h>
#include <string.h>

static napi_value version(napi_env env, napi_callback_info info);
static napi_value status_name(napi_env env, napi_callback_info info);
static napi_value status_message(napi_env env, napi_callback_info info);
static napi_value text_of_status(napi_env env, napi_callback_info info,
                                 const char *(*text)(cello_session_status));

static void environment_ended(napi_env env, void *data, void *hint) {
  (void)env;
  (void)hint;
  environment_release(data);
}

void environment_release(environment *self) {
  self->holders -= 1;
  if (self->holders == 0)
    free(self);
}

/* The buffer is made by the engine and held by a reference for as long as the environment lives.
   Only lib/exchange.js sees it, so nobody can detach it and leave the pointer dangling. */
static bool make_exchange(napi_env env, napi_value exports, environment *self) {
  napi_value buffer;
  napi_ref held;
  void *memory;

  if (napi_create_arraybuffer(env, EXCHANGE_LEN, &memory, &buffer) != napi_ok ||
      napi_create_reference(env, buffer, 1, &held) != napi_ok)
    return false;
  self->exchange = memory;
  return napi_set_named_property(env, exports, "exchange", buffer) == napi_ok;
}

NAPI_MODULE_INIT() {
  environment *self;
  size_t i;

  if (cello_session_abi_version() != CELLO_SESSION_ABI_VERSION) {
    napi_throw_error(env, NULL, "cello-session: header and library do not belong together");
    return NULL;
  }
  self = calloc(1, sizeof *self);
  if (self == NULL || napi_set_instance_data(env, self, environment_ended, NULL) != napi_ok) {
    free(self);
    napi_throw_error(env, NULL, "cello-session: no memory");
    return NULL;
  }
  self->holders = 1;
  {
    const struct {
      const char *name;
      napi_callback function;
    } functions[] = {{"makeSigner", make_signer},
                     {"statusName", status_name},
                     {"statusMessage", status_message},
                     {"version", version}};
    for (i = 0; i < sizeof functions / sizeof functions[0]; i++) {
      napi_value function;
      if (napi_create_function(env, functions[i].name, NAPI_AUTO_LENGTH, functions[i].function,
                               self, &function) != napi_ok ||
          napi_set_named_property(env, exports, functions[i].name, function) != napi_ok)
        return NULL;
    }
  }
  return make_exchange(env, exports, self) ? exports : NULL;
}

static napi_value version(napi_env env, napi_callback_info info) {
  napi_value text = NULL;
  (void)info;
  (void)napi_create_string_latin1(env, cello_session_version(), NAPI_AUTO_LENGTH, &text);
  return text;
}

static napi_value status_name(napi_env env, napi_callback_info info) {
  return text_of_status(env, info, cello_session_status_name);
}

static napi_value status_message(napi_env env, napi_callback_info info) {
  return text_of_status(env, info, cello_session_status_message);
}

static napi_value text_of_status(napi_env env, napi_callback_info info,
                                 const char *(*text)(cello_session_status)) {
  void *self;
  napi_value argument, answer = NULL;
  int32_t status;

  if (!take_arguments(env, info, 1, &argument, &self))
    return NULL;
  if (napi_get_value_int32(env, argument, &status) != napi_ok) {
    throw_type_error(env, "status", "a number");
    return NULL;
  }
  (void)napi_create_string_latin1(env, text(status), NAPI_AUTO_LENGTH, &answer);
  return answer;
}
