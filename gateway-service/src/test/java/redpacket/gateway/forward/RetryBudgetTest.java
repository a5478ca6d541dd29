package redpacket.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private final RetryBudget budget = new RetryBudget(20, 10);

    private int spendAll() {
        int spent = 0;
        while (budget.spend()) {
            spent++;
        }
        return spent;
    }

    @Test
    void hasAReserve() {
        assertThat(spendAll()).isEqualTo(10);
        assertThat(budget.spent()).isEqualTo(10);
        assertThat(budget.spend()).isFalse();
    }

    @Test
    void earnsAPartOfTheFirstTries() {
        spendAll();
        for (int i = 0; i < 20; i++) {
            budget.earn();
        }
        assertThat(spendAll()).isEqualTo(4);
    }

    @Test
    void savesNoMoreThanTheReserve() {
        for (int i = 0; i < 1000; i++) {
            budget.earn();
        }
        assertThat(spendAll()).isEqualTo(10);
    }
}
