package redpacket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a real browser. Without Node, its packages or a Chromium a test says so and skips. */
class BrowserIT {
    private static final Path ROOT =
            Path.of(System.getProperty("redpacket.root")).normalize();
    private static final Path PHONE = ROOT.resolve("web/phone");
    private static final Path SERVED = ROOT.resolve("gateway-service/src/main/resources/phone");
    private static final long MINUTES_MAX = 5;

    @TempDir
    Path temporary;

    private final RunningStack stack = RunningStack.shared();
    private final long users = RunningStack.users(6);

    @Test
    void theServedFilesAreTheBuildOfTheSources() throws Exception {
        require("node", onPath("node"));
        require("npm ci in web/phone", Files.exists(PHONE.resolve("node_modules/.bin/vite")));
        run("", "node", "node_modules/typescript/bin/tsc", "--noEmit");
        run("", "node", "node_modules/vite/bin/vite.js", "build", "--outDir", temporary.toString());
        for (String file : List.of("phone.js", "phone.css")) {
            assertThat(Files.readString(SERVED.resolve(file)))
                    .as(file + ": run npm run build in web/phone")
                    .isEqualTo(Files.readString(temporary.resolve(file)));
        }
        run("", "npm", "test");
    }

    @Test
    void packetsTravelBetweenTwoWindows() throws Exception {
        play("friends.mjs", "gateway", "", Long.toString(users), Long.toString(users + 1));
    }

    @Test
    void packetsAreSentAndOpenedWhileNothingIsTold() throws Exception {
        new Play(stack.api()).topUp(users + 3, 1_000);
        stack.kill("notify");
        try {
            play("quiet.mjs", "gateway", "", Long.toString(users + 3), Long.toString(users + 4));
        } finally {
            stack.start("notify");
            await().atMost(Duration.ofMinutes(2)).until(() -> stack.isReady("notify"));
        }
    }

    @Test
    void anOperatorMasksASetAndRunsACampaign() throws Exception {
        new Play(stack.api()).topUp(users + 5, 1_000);
        play("console.mjs", "gateway/ops", stack.opsToken(), Long.toString(users + 5));
        new Invariants(stack).drained();
    }

    private void play(String scenes, String listener, String input, String... arguments) throws Exception {
        require("node", onPath("node"));
        require("npm ci in web/phone", Files.exists(PHONE.resolve("node_modules/playwright-core")));
        Path chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        require("chromium", chromium != null);
        Path pictures = Files.createDirectories(Path.of("target/pictures").toAbsolutePath());
        List<String> command = new ArrayList<>(List.of(
                "node",
                "test/" + scenes,
                "https://localhost:" + stack.port(listener),
                String.valueOf(chromium),
                pictures.toString()));
        command.addAll(List.of(arguments));
        run(input, command.toArray(String[]::new));
    }

    private static void require(String what, boolean isThere) {
        if (!isThere) {
            System.out.println("Skipped a test in a browser: this machine lacks " + what + ".");
        }
        assumeTrue(isThere, what);
    }

    private static boolean onPath(String tool) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
    }

    private void run(String input, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(temporary, "output", ".txt");
        Path given = Files.writeString(Files.createTempFile(temporary, "input", ".txt"), input);
        Process process = new ProcessBuilder(List.of(command))
                .directory(PHONE.toFile())
                .redirectInput(given.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(MINUTES_MAX, TimeUnit.MINUTES);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        assertThat(ended && process.exitValue() == 0)
                .as(String.join(" ", command) + "\n" + Files.readString(output))
                .isTrue();
    }
}
