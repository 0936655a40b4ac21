using Microsoft.AspNetCore.Http;

namespace Leat.Server.Tests.Security;

public sealed class PolicyTests
{
    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LocalHost:1234", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.1:5000", true)]
    [InlineData("[::1]:5000", true)]
    [InlineData("0.0.0.0:5000", true)]
    [InlineData("192.168.1.7:5000", true)]
    [InlineData("10.0.0.1", true)]
    [InlineData("172.16.0.1", true)]
    [InlineData("172.31.255.255", true)]
    [InlineData("[fd12::1]:5000", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("8.8.8.8", false)]
    [InlineData("[2001:db8::1]", false)]
    [InlineData("evil.example.com", false)]
    [InlineData("10.evil.example.com", false)]
    [InlineData("localhost.evil.example.com", false)]
    [InlineData("", false)]
    public void By_default_only_this_machine_and_private_networks_are_named(string host, bool allowed) =>
        new HostPolicy(null).Allows(new HostString(host)).ShouldBe(allowed);

    [Theory]
    [InlineData("leat.example.com", true)]
    [InlineData("LEAT.example.com", true)]
    [InlineData("a.internal:5000", true)]
    [InlineData("leat.example.com:5000", false)]
    [InlineData("localhost", false)]
    [InlineData("xleat.example.com", false)]
    public void A_list_replaces_the_default(string host, bool allowed) =>
        new HostPolicy(["leat.example.com", "*.internal:*"]).Allows(new HostString(host)).ShouldBe(allowed);

    [Fact]
    public void A_star_allows_any_host() => new HostPolicy(["*"]).Allows(new HostString("anything")).ShouldBeTrue();

    [Theory]
    [InlineData("http://localhost:3000", true)]
    [InlineData("https://127.0.0.1", true)]
    [InlineData("http://[::1]:8080", true)]
    [InlineData("https://app.example.com", true)]
    [InlineData("http://leat.internal:5000", true)]
    [InlineData("https://leat.internal:5000", true)]
    [InlineData("http://leat.internal", false)]
    [InlineData("http://app.example.com", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("http://localhost.evil.example", false)]
    [InlineData("null", false)]
    [InlineData("nonsense", false)]
    public void Pages_of_this_machine_of_the_list_and_our_own_may_call(string origin, bool allowed) =>
        new OriginPolicy(["https://app.example.com"]).Allows(origin, new HostString("leat.internal:5000")).ShouldBe(allowed);
}
