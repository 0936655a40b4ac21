using Leat.Client.Tests.Fakes;
using Leat.Core;

namespace Leat.Client.Tests.Http;

public sealed class HttpOptionsTests
{
    [Fact]
    public void Mlflows_variables_are_honoured()
    {
        var options = From(new Dictionary<string, string>
        {
            ["MLFLOW_TRACKING_USERNAME"] = "u",
            ["MLFLOW_TRACKING_PASSWORD"] = "p",
            ["MLFLOW_TRACKING_TOKEN"] = "t",
            ["MLFLOW_WORKSPACE"] = "w",
            ["MLFLOW_TRACKING_INSECURE_TLS"] = "True",
            ["MLFLOW_HTTP_REQUEST_TIMEOUT"] = "1.5",
            ["MLFLOW_HTTP_REQUEST_MAX_RETRIES"] = "3",
            ["MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR"] = "0.5",
            ["MLFLOW_HTTP_REQUEST_BACKOFF_JITTER"] = "0",
            ["MLFLOW_HTTP_RESPECT_RETRY_AFTER_HEADER"] = "0",
            ["MLFLOW_ARTIFACT_UPLOAD_DOWNLOAD_TIMEOUT"] = "60",
        });

        options.ShouldBe(new HttpStoreOptions
        {
            Username = "u",
            Password = "p",
            Token = "t",
            Workspace = "w",
            InsecureTls = true,
            Timeout = TimeSpan.FromSeconds(1.5),
            MaxRetries = 3,
            BackoffFactor = 0.5,
            BackoffJitter = 0,
            RespectRetryAfter = false,
            ArtifactTimeout = TimeSpan.FromMinutes(1),
        });
    }

    [Fact]
    public void Without_variables_the_defaults_hold() => From([]).ShouldBe(new HttpStoreOptions());

    [Theory]
    [InlineData("MLFLOW_TRACKING_INSECURE_TLS", "maybe")]
    [InlineData("MLFLOW_HTTP_REQUEST_TIMEOUT", "soon")]
    [InlineData("MLFLOW_HTTP_REQUEST_TIMEOUT", "-1")]
    [InlineData("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "NaN")]
    public void A_variable_of_the_wrong_kind_is_named(string name, string value)
    {
        var thrown = Should.Throw<LeatException>(() => From(new Dictionary<string, string> { [name] = value }));

        thrown.Message.ShouldStartWith($"The environment variable {name} is '{value}'; it must be ");
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(6, 64)]
    [InlineData(7, 120)]
    [InlineData(60, 120)]
    public void Waits_double_up_to_two_minutes(int retry, double seconds) =>
        new RetryPolicy(HttpFixture.NoJitter).Wait(retry, null).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void Waits_are_spread_by_the_jitter()
    {
        var policy = new RetryPolicy(new HttpStoreOptions { BackoffJitter = 1 });
        var waits = Enumerable.Range(0, 100).Select(_ => policy.Wait(1, null).TotalSeconds).ToList();

        waits.ShouldAllBe(wait => wait >= 2 && wait <= 3);
        waits.Distinct().Count().ShouldBeGreaterThan(1);
    }

    private static HttpStoreOptions From(Dictionary<string, string> variables) =>
        HttpStoreOptions.FromEnvironment(new FakeEnvironment(variables).Variables);
}
