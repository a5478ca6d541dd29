package redpacket.account.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class PaymentProviderTest {
    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(LocalPaymentProvider.class);

    @Test
    void theLocalProviderIsOffUntilItIsAskedFor() {
        context.run(started -> assertThat(started).doesNotHaveBean(PaymentProvider.class));
        context.withPropertyValues("redpacket.account.payment-provider=none")
                .run(started -> assertThat(started).doesNotHaveBean(PaymentProvider.class));
        context.withPropertyValues("redpacket.account.payment-provider=local")
                .run(started -> assertThat(PaymentProvider.required(started.getBeanProvider(PaymentProvider.class)))
                        .isInstanceOf(LocalPaymentProvider.class));
    }

    @Test
    void aProcessWithoutAProviderSaysWhatToDo() {
        context.run(started -> assertThatThrownBy(
                        () -> PaymentProvider.required(started.getBeanProvider(PaymentProvider.class)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("redpacket.account.payment-provider=local")
                .hasMessageContaining("real money"));
    }
}
