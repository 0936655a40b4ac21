using Leat.Artifacts;
using Leat.Cli.CommandLine;
using Leat.Cli.Quickstart;

namespace Leat.Cli.Tests.Quickstart;

public sealed class QuickstartSettingsReaderTests
{
    private readonly Dictionary<string, string> _environment = [];

    [Fact]
    public void Nothing_given_trains_on_digits_and_serves_on_port_5000()
    {
        var settings = Read();

        settings.Training.Dataset.ShouldBe("digits");
        settings.Training.Seed.ShouldBe(42);
        settings.Serve.ShouldBeTrue();
        settings.TrackingUri.ShouldBeNull();
        settings.Server.ShouldNotBeNull().Server.Port.ShouldBe(5000);
        settings.Server.Store.ToString().ShouldBe("sqlite:///leat.db");
    }

    [Fact]
    public void Options_are_read()
    {
        var settings = Read(
            "--dataset", "wine", "--seed", "7", "--port", "8080", "--backend-store-uri", "sqlite:////data/a.db",
            "--artifacts-destination", "/data/files");

        settings.Training.Dataset.ShouldBe("wine");
        settings.Training.Seed.ShouldBe(7);
        settings.Server.ShouldNotBeNull().Server.Port.ShouldBe(8080);
        settings.Server.Store.Path.ShouldBe("/data/a.db");
        settings.Server.ArtifactsDestination.ShouldBe("/data/files");
    }

    [Fact]
    public void Without_serving_any_free_port_will_do_unless_one_is_given()
    {
        _environment["MLFLOW_PORT"] = "7000";

        Read("--no-serve").Server.ShouldNotBeNull().Server.Port.ShouldBe(0);
        Read("--no-serve", "--port", "8080").Server.ShouldNotBeNull().Server.Port.ShouldBe(8080);
        Read("--no-serve").Serve.ShouldBeFalse();
    }

    [Fact]
    public void A_tracking_uri_takes_the_place_of_the_server()
    {
        var settings = Read("--tracking-uri", "http://tracking.example.com");

        settings.TrackingUri.ShouldBe("http://tracking.example.com");
        settings.Server.ShouldBeNull();
        settings.Serve.ShouldBeFalse();
    }

    [Fact]
    public void The_environments_tracking_uri_is_left_alone()
    {
        _environment["MLFLOW_TRACKING_URI"] = "http://tracking.example.com";

        Read().TrackingUri.ShouldBeNull();
    }

    [Theory]
    [InlineData("--port 8080", "--port")]
    [InlineData("--backend-store-uri sqlite:///a.db", "--backend-store-uri")]
    [InlineData("--host 0.0.0.0", "--host")]
    public void A_tracking_uri_excludes_the_options_of_a_server(string options, string named) =>
        Should.Throw<UsageException>(() => Read([.. options.Split(' '), "--tracking-uri", "http://x"]))
            .Message.ShouldBe($"--tracking-uri logs to a server that runs already, so that {named} has no meaning: give one of the two.");

    [Fact]
    public void An_environment_variable_for_servers_does_not_get_in_the_way_of_a_tracking_uri()
    {
        _environment["MLFLOW_PORT"] = "7000";

        Read("--tracking-uri", "http://x").TrackingUri.ShouldBe("http://x");
    }

    [Fact]
    public void An_unknown_data_set_is_answered_with_the_known_ones() =>
        Should.Throw<UsageException>(() => Read("--dataset", "mnist"))
            .Message.ShouldBe("Invalid value for --dataset: 'mnist' is not one of digits, wine, iris, breast_cancer.");

    [Fact]
    public void A_seed_is_a_whole_number() =>
        Should.Throw<UsageException>(() => Read("--seed", "x"))
            .Message.ShouldStartWith("Invalid value for --seed: 'x' is not a whole number");

    private QuickstartSettings Read(params string[] args)
    {
        var command = new QuickstartCommand(new ArtifactSchemes());
        return command.ReadSettings(command.Parse(args), name => _environment.GetValueOrDefault(name));
    }
}
