package redpacket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The phone in a real browser, and its build. Without Node, its packages or a Chromium this test says so and skips. */
class PhoneIT {
    private static final Path ROOT =
            Path.of(System.getProperty("redpacket.root")).normalize();
    private static final Path PHONE = ROOT.resolve("web/phone");
    private static final Path SERVED = ROOT.resolve("gateway-service/src/main/resources/phone");
    private static final long MINUTES_MAX = 5;

    @TempDir
    Path temporary;

    @Test
    void theServedFilesAreTheBuildOfTheSources() throws Exception {
        require("node", onPath("node"));
        require("npm ci in web/phone", Files.exists(PHONE.resolve("node_modules/.bin/vite")));
        run("node", "node_modules/typescript/bin/tsc", "--noEmit");
        run("node", "node_modules/vite/bin/vite.js", "build", "--outDir", temporary.toString());
        for (String file : List.of("phone.js", "phone.css")) {
            assertThat(Files.readString(SERVED.resolve(file)))
                    .as(file + ": run npm run build in web/phone")
                    .isEqualTo(Files.readString(temporary.resolve(file)));
        }
        run("npm", "test");
    }

    @Test
    void packetsTravelBetweenTwoWindows() throws Exception {
        require("node", onPath("node"));
        require("npm ci in web/phone", Files.exists(PHONE.resolve("node_modules/playwright-core")));
        Path chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        require("chromium", chromium != null);
        RunningStack stack = RunningStack.shared();
        long sender = RunningStack.users(3);
        Path pictures = Files.createDirectories(Path.of("target/pictures").toAbsolutePath());
        run(
                "node",
                "test/browser.mjs",
                "https://localhost:" + stack.port("gateway"),
                Long.toString(sender),
                Long.toString(sender + 1),
                pictures.toString(),
                String.valueOf(chromium));
    }

    private static void require(String what, boolean isThere) {
        if (!isThere) {
            System.out.println("Skipped a test of the phone: this machine lacks " + what + ".");
        }
        assumeTrue(isThere, what);
    }

    private static boolean onPath(String tool) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
    }

    private void run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(temporary, "output", ".txt");
        Process process = new ProcessBuilder(List.of(command))
                .directory(PHONE.toFile())
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
