namespace Leat.Cli.Tests.Tracked;

public sealed class ArtifactCommandTests(TrackedStore store) : IClassFixture<TrackedStore>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_go_up_are_listed_and_come_down()
    {
        var id = await store.RunAsync("files");
        Directory.CreateDirectory(store.File("up/inner"));
        await File.WriteAllTextAsync(store.File("up/a.txt"), "one\ttwo\n", Cancel);
        await File.WriteAllTextAsync(store.File("up/inner/b.bin"), "\0", Cancel);

        await store.OutputOfAsync("artifacts", "upload", store.File("up"), "--run-id", id);
        await store.OutputOfAsync("artifacts", "log-artifact", "-l", store.File("up/a.txt"), "-r", id, "-a", "deep/er");
        await store.OutputOfAsync("artifacts", "log-artifacts", "--local-dir", store.File("up"), "-r", id);

        (await store.OutputOfAsync("artifacts", "list", id, "--recursive", "--output", "plain")).Split('\n').Order(StringComparer.Ordinal).ShouldBe(
        [
            "", "a.txt\tfalse\t8", "deep\ttrue\t", "deep/er\ttrue\t", "deep/er/a.txt\tfalse\t8", "inner\ttrue\t", "inner/b.bin\tfalse\t1",
            "up\ttrue\t", "up/a.txt\tfalse\t8", "up/inner\ttrue\t", "up/inner/b.bin\tfalse\t1",
        ]);
        (await store.OutputOfAsync("artifacts", "list", "-r", id, "-a", "deep")).ShouldBe("Path      Directory  Bytes\ndeep/er/  true\n");
        (await store.OutputOfAsync("artifacts", "cat", id, "a.txt")).ShouldBe("one\ttwo\n");
        (await store.ErrorOfAsync("artifacts", "cat", id, "inner/b.bin")).ShouldStartWith("leat: The file is not text");
        (await store.OutputOfAsync("artifacts", "download", id, "-a", "up", "-d", store.File("down"))).ShouldBe($"{store.File("down/up")}\n");
        (await File.ReadAllTextAsync(store.File("down/up/a.txt"), Cancel)).ShouldBe("one\ttwo\n");
    }

    [Fact]
    public async Task What_is_not_there_is_named()
    {
        var id = await store.RunAsync("empty");

        (await store.LeatAsync("artifacts", "list", id)).Stderr.ShouldBe("No files.\n");
        (await store.ErrorOfAsync("artifacts", "upload", store.File("nothing"), "-r", id)).ShouldBe($"leat: There is no file or directory '{store.File("nothing")}'.\n");
        (await store.ErrorOfAsync("artifacts", "upload", store.File("leat.db"))).ShouldBe("leat: Say which run: --run-id ID\n");
        (await store.ErrorOfAsync("artifacts", "cat", id, "../../leat.db")).ShouldStartWith("leat: ");
        (await store.ErrorOfAsync("artifacts", "download", id, "-a", "missing", "-d", store.File("down2"))).ShouldContain("missing");
    }
}
