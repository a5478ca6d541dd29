package redpacket.common.web;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;

/** Gives an endpoint its caller: a parameter of type {@link UserId}, as the gateway has verified it. */
final class CallerArgument implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == UserId.class;
    }

    @Override
    public UserId resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return callerOf(request);
    }

    static UserId callerOf(NativeWebRequest request) {
        String header = request.getHeader(Headers.USER_ID);
        return UserId.parse(header == null ? "" : header)
                .orElseThrow(() -> Problem.of(401, "UNAUTHENTICATED", "The request names no user."));
    }
}
