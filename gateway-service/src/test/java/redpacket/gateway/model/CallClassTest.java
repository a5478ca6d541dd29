package redpacket.gateway.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallClassTest {
    @ParameterizedTest
    @CsvSource({
        "POST,/v1/packets/{packetId}/open,OPEN",
        "POST,/v1/packets,SEND",
        "POST,/v1/wallet/top-ups,SEND",
        "POST,/v1/wallet/withdrawals,SEND",
        "POST,/v1/packets/{packetId}/shares,SHARE",
        "POST,/v1/packets/{packetId}/grab,GRAB",
        "POST,/v1/shake,SHAKE",
        "GET,/v1/packets/{packetId},DETAILS",
        "GET,/v1/wallet,DETAILS",
        "GET,/v1/packets/sent,LISTS",
        "GET,/v1/packets/received,LISTS",
        "GET,/v1/packets/statistics,LISTS",
        "GET,/v1/wallet/entries,LISTS",
        "GET,/v1/inbox,LISTS",
        "GET,/v1/groups,LISTS",
        "POST,/v1/groups,PROFILE",
        "PUT,/v1/groups/{groupId}/members/{userId},PROFILE",
        "GET,/v1/profile,PROFILE",
        "PUT,/v1/profile,PROFILE",
        "GET,/v1/events,PROFILE",
        "GET,/v1/what-comes-next,LISTS"
    })
    void isToldByThePath(String method, String template, CallClass expected) {
        assertThat(Call.open("any", method, template, ServiceName.PACKET).callClass())
                .isEqualTo(expected);
    }

    @Test
    void operatorsAreNeverShed() {
        assertThat(CallTable.OPS.calls()).allMatch(call -> call.callClass() == CallClass.OPERATE);
        assertThat(CallClass.OPERATE.priority()).isNegative();
        assertThat(CallTable.PUBLIC.calls()).noneMatch(call -> call.callClass() == CallClass.OPERATE);
    }

    @Test
    void everyClassHasAPriorityOfItsOwn() {
        Map<Integer, CallClass> byPriority = Stream.of(CallClass.values())
                .collect(java.util.stream.Collectors.toMap(CallClass::priority, callClass -> callClass));
        assertThat(byPriority).hasSize(CallClass.COUNT + 1).containsKeys(0, CallClass.COUNT - 1);
    }
}
