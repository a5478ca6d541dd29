package redpacket.account.funds;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class FundsEndpoint {
    private final TellFunds tellFunds;

    FundsEndpoint(TellFunds tellFunds) {
        this.tellFunds = tellFunds;
    }

    @GetMapping("/internal/v1/funds")
    TellFunds.Funds funds() {
        return tellFunds.tell();
    }
}
