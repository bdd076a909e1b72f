/*
 * The access check: "required", cello_session_require, and the directive that
 * sets the latter.
 */

#include "ngx_http_cello_session.h"


#define ngx_http_cello_session_is_blank(c) ((c) == ' ' || (c) == '\t')

static ngx_int_t ngx_http_cello_session_check(
    ngx_http_request_t *r, ngx_http_cello_session_requirement_t *requirement);
static ngx_int_t ngx_http_cello_session_error(ngx_conf_t *cf, ngx_str_t *value,
                                              ngx_uint_t *error);


ngx_int_t
ngx_http_cello_session_access_handler(ngx_http_request_t *r)
{
    ngx_int_t                             rc;
    ngx_uint_t                            i;
    ngx_http_cello_session_reading_t     *reading;
    ngx_http_cello_session_loc_conf_t    *lcf;
    ngx_http_cello_session_requirement_t *requirements;

    lcf = ngx_http_get_module_loc_conf(r, ngx_http_cello_session_module);

    if (lcf->mode == NGX_HTTP_CELLO_SESSION_OFF
        || (lcf->mode == NGX_HTTP_CELLO_SESSION_ON
            && lcf->requirements == NULL))
    {
        return NGX_DECLINED;
    }

    if (lcf->mode == NGX_HTTP_CELLO_SESSION_REQUIRED) {

        reading = ngx_http_cello_session_read(r, lcf->signer);
        if (reading == NULL) {
            return NGX_HTTP_INTERNAL_SERVER_ERROR;
        }

        if (reading->info.count == 0) {
            ngx_log_error(NGX_LOG_INFO, r->connection->log, 0,
                          "cello_session: refused, %s",
                          reading->status == CELLO_SESSION_OK
                              ? "empty"
                              : cello_session_status_name(reading->status));

            return ngx_http_cello_session_refuse(r, lcf->login);
        }
    }

    if (lcf->requirements) {

        requirements = lcf->requirements->elts;

        for (i = 0; i < lcf->requirements->nelts; i++) {
            rc = ngx_http_cello_session_check(r, &requirements[i]);

            if (rc == NGX_HTTP_UNAUTHORIZED) {
                return ngx_http_cello_session_refuse(r, lcf->login);
            }

            if (rc != NGX_OK) {
                return rc;
            }
        }
    }

    return NGX_OK;
}


static ngx_int_t
ngx_http_cello_session_check(ngx_http_request_t                   *r,
                             ngx_http_cello_session_requirement_t *requirement)
{
    ngx_str_t                 value;
    ngx_uint_t                i;
    ngx_http_complex_value_t *values;

    values = requirement->values.elts;

    for (i = 0; i < requirement->values.nelts; i++) {

        if (ngx_http_complex_value(r, &values[i], &value) != NGX_OK) {
            return NGX_HTTP_INTERNAL_SERVER_ERROR;
        }

        /* A header that is made of it would lose these blanks as well. */

        while (value.len && ngx_http_cello_session_is_blank(value.data[0])) {
            value.data++;
            value.len--;
        }

        while (value.len
               && ngx_http_cello_session_is_blank(value.data[value.len - 1]))
        {
            value.len--;
        }

        if (value.len == 0 || (value.len == 1 && value.data[0] == '0')) {
            ngx_log_error(NGX_LOG_INFO, r->connection->log, 0,
                          "cello_session: refused, \"%V\" is empty or 0",
                          &values[i].value);

            return (ngx_int_t) requirement->error;
        }
    }

    return NGX_OK;
}


char *
ngx_http_cello_session_require(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_str_t                            *value;
    ngx_uint_t                            i;
    ngx_http_complex_value_t             *cv;
    ngx_http_compile_complex_value_t      ccv;
    ngx_http_cello_session_loc_conf_t    *lcf = conf;
    ngx_http_cello_session_requirement_t *requirement;

    value = cf->args->elts;

    if (cf->args->nelts == 2 && ngx_strcmp(value[1].data, "off") == 0) {
        if (lcf->requirements != NGX_CONF_UNSET_PTR) {
            return "is duplicate";
        }

        lcf->requirements = NULL;
        return NGX_CONF_OK;
    }

    if (lcf->requirements == NULL) {
        return "is duplicate";
    }

    if (lcf->requirements == NGX_CONF_UNSET_PTR) {
        lcf->requirements = ngx_array_create(
            cf->pool, 1, sizeof(ngx_http_cello_session_requirement_t));
        if (lcf->requirements == NULL) {
            return NGX_CONF_ERROR;
        }
    }

    requirement = ngx_array_push(lcf->requirements);
    if (requirement == NULL) {
        return NGX_CONF_ERROR;
    }

    requirement->error = NGX_HTTP_FORBIDDEN;

    if (ngx_array_init(&requirement->values, cf->pool, cf->args->nelts - 1,
                       sizeof(ngx_http_complex_value_t))
        != NGX_OK)
    {
        return NGX_CONF_ERROR;
    }

    for (i = 1; i < cf->args->nelts; i++) {

        if (ngx_strncmp(value[i].data, "error=", 6) == 0) {
            if (ngx_http_cello_session_error(cf, &value[i],
                                             &requirement->error)
                != NGX_OK)
            {
                return NGX_CONF_ERROR;
            }

            continue;
        }

        if (ngx_http_script_variables_count(&value[i]) == 0) {
            ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                               "\"%V\": \"%V\" has no variable and would "
                               "always pass",
                               &cmd->name, &value[i]);
            return NGX_CONF_ERROR;
        }

        cv = ngx_array_push(&requirement->values);
        if (cv == NULL) {
            return NGX_CONF_ERROR;
        }

        ngx_memzero(&ccv, sizeof(ngx_http_compile_complex_value_t));

        ccv.cf = cf;
        ccv.value = &value[i];
        ccv.complex_value = cv;

        if (ngx_http_compile_complex_value(&ccv) != NGX_OK) {
            return NGX_CONF_ERROR;
        }
    }

    if (requirement->values.nelts == 0) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0, "\"%V\" needs a value",
                           &cmd->name);
        return NGX_CONF_ERROR;
    }

    ngx_http_cello_session_mark(cf, conf, NGX_HTTP_CELLO_SESSION_REQUIRE);

    return NGX_CONF_OK;
}


static ngx_int_t
ngx_http_cello_session_error(ngx_conf_t *cf, ngx_str_t *value,
                             ngx_uint_t *error)
{
    ngx_int_t code;

    code = ngx_atoi(value->data + 6, value->len - 6);

    if (code != NGX_HTTP_UNAUTHORIZED && code != NGX_HTTP_FORBIDDEN
        && code != NGX_HTTP_NOT_FOUND)
    {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "\"cello_session_require\" is \"%V\": use "
                           "error=401, error=403 or error=404",
                           value);
        return NGX_ERROR;
    }

    *error = (ngx_uint_t) code;

    return NGX_OK;
}
