using Leat.Testing.Servers;

namespace Leat.Cli.Tests.Processes;

/// <summary>Help, version and mistyped command lines with the real executable.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Version_is_printed()
    {
        var result = await LeatProcess.RunAsync(_folder.Path, "--version");

        result.ExitCode.ShouldBe(0);
        result.Stdout.ShouldMatch(@"^leat \d+\.\d+\.\d+\S*\n$");
        result.Stderr.ShouldBeEmpty();
    }

    [Fact]
    public async Task Help_lists_the_commands()
    {
        var result = await LeatProcess.RunAsync(_folder.Path, "--help");

        result.ExitCode.ShouldBe(0);
        result.Stdout.ShouldContain("Usage: leat COMMAND");
        result.Stdout.ShouldContain("server, ui");
        result.Stderr.ShouldBeEmpty();
    }

    [Fact]
    public async Task Help_of_the_server_names_each_option_with_its_variable_and_an_example()
    {
        var result = await LeatProcess.RunAsync(_folder.Path, "server", "--help");

        result.ExitCode.ShouldBe(0);
        result.Stdout.ShouldContain("-h, --host HOST");
        result.Stdout.ShouldContain("[MLFLOW_SERVER_ALLOWED_HOSTS]");
        result.Stdout.ShouldContain("Examples:\n  leat server\n");
    }

    [Theory]
    [InlineData("--help", "-h")]
    [InlineData("--help", "help")]
    [InlineData("server --help", "help server")]
    [InlineData("db check --help", "help db check")]
    [InlineData("db --help", "db -h")]
    [InlineData("gc --help", "gc -h")]
    [InlineData("db check --help", "db check -h")]
    public async Task Help_has_several_names(string usual, string other)
    {
        var expected = await LeatProcess.RunAsync(_folder.Path, usual.Split(' '));
        var result = await LeatProcess.RunAsync(_folder.Path, other.Split(' '));

        result.ExitCode.ShouldBe(0);
        result.Stderr.ShouldBeEmpty();
        result.Stdout.ShouldBe(expected.Stdout);
    }

    [Theory]
    [InlineData("scorers")]
    [InlineData("traces search --experiment-id 0")]
    public async Task A_command_that_comes_says_so(string args)
    {
        var result = await LeatProcess.RunAsync(_folder.Path, args.Split(' '));

        result.ExitCode.ShouldBe(1);
        result.Stderr.ShouldStartWith($"leat: 'leat {args.Split(' ')[0]}' is not there yet; it comes.");
    }

    [Fact]
    public async Task Bare_leat_shows_the_overview()
    {
        var result = await LeatProcess.RunAsync(_folder.Path);

        result.ExitCode.ShouldBe(2);
        result.Stdout.ShouldContain("Usage: leat COMMAND");
    }

    [Theory]
    [InlineData("sever", "leat: Unknown command 'sever'. Did you mean 'server'?\nTry 'leat --help'.\n")]
    [InlineData("sevrer --port 1", "leat: Unknown command 'sevrer'. Did you mean 'server'?\nTry 'leat --help'.\n")]
    [InlineData("experiment", "leat: Unknown command 'experiment'. Did you mean 'experiments'?\nTry 'leat --help'.\n")]
    [InlineData("demo", "leat: Unknown command 'demo'. Did you mean 'demo-data'?\nTry 'leat --help'.\n")]
    [InlineData("gcc", "leat: Unknown command 'gcc'. Did you mean 'gc'?\nTry 'leat --help'.\n")]
    [InlineData("upgrade", "leat: 'upgrade' is a command of 'leat db': leat db upgrade\nTry 'leat --help'.\n")]
    [InlineData("help sever", "leat: Unknown command 'sever'. Did you mean 'server'?\nTry 'leat --help'.\n")]
    [InlineData("server postgresql://u:secret@h/db", "leat: Unknown argument 'postgresql://u:***@h/db'.\nTry 'leat server --help'.\n")]
    [InlineData("server --prot 5000", "leat: Unknown option '--prot'. Did you mean '--port'?\nTry 'leat server --help'.\n")]
    [InlineData("ui --backend-store=x", "leat: Unknown option '--backend-store'. Did you mean '--backend-store-uri'?\nTry 'leat server --help'.\n")]
    [InlineData("server extra", "leat: Unknown argument 'extra'.\nTry 'leat server --help'.\n")]
    [InlineData("server --port", "leat: Required argument missing for option: '--port'.\nTry 'leat server --help'.\n")]
    [InlineData("--dev server", "leat: The option '--dev' belongs after the command: leat server --dev\nTry 'leat server --help'.\n")]
    [InlineData("server --port http", "leat: Invalid value for --port: 'http' is not a whole number from 0 to 65535.\n")]
    [InlineData("server --env-file absent.env", null)]
    public async Task A_wrong_command_line_is_explained_in_a_sentence(string args, string? stderr)
    {
        var result = await LeatProcess.RunAsync(_folder.Path, args.Split(' '));

        result.ExitCode.ShouldBe(2);
        result.Stdout.ShouldBeEmpty();
        if (stderr is not null)
            result.Stderr.ShouldBe(stderr);
        else
            result.Stderr.ShouldStartWith("leat: Cannot read the file 'absent.env'");
    }
}
