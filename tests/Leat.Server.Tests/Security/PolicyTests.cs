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
        new HostPolicy(null, []).Allows(new HostString(host)).ShouldBe(allowed);

    [Theory]
    [InlineData("leat.example.com", true)]
    [InlineData("LEAT.example.com", true)]
    [InlineData("a.internal:5000", true)]
    [InlineData("leat.example.com:5000", true)]
    [InlineData("a.internal", false)]
    [InlineData("ported.example.com:8080", true)]
    [InlineData("ported.example.com:8081", false)]
    [InlineData("ported.example.com", false)]
    [InlineData("[2001:db8::7]:5000", true)]
    [InlineData("leat.example.com.evil.example", false)]
    [InlineData("localhost", false)]
    [InlineData("xleat.example.com", false)]
    public void A_list_replaces_the_default(string host, bool allowed) =>
        new HostPolicy(["leat.example.com", "*.internal:*", "ported.example.com:8080", "2001:db8::7"], []).Allows(new HostString(host)).ShouldBe(allowed);

    [Fact]
    public void A_star_allows_any_host() => new HostPolicy(["*"], []).Allows(new HostString("anything")).ShouldBeTrue();

    [Theory]
    [InlineData("localhost", "localhost:5000")]
    [InlineData("127.0.0.1", "127.0.0.1:5000")]
    [InlineData("0.0.0.0", "0.0.0.0:5000")]
    [InlineData("0.0.0.0", "127.0.0.1:5000")]
    [InlineData("::", "[::]:5000")]
    [InlineData("::", "127.0.0.1:5000")]
    [InlineData("[::1]", "[::1]:5000")]
    [InlineData("203.0.113.5", "203.0.113.5")]
    public void What_the_server_calls_itself_is_always_allowed(string listensOn, string host)
    {
        new HostPolicy(["leat.example.com"], OwnNames.Of(listensOn)).Allows(new HostString(host)).ShouldBeTrue();
        new HostPolicy(null, OwnNames.Of(listensOn)).Allows(new HostString(host)).ShouldBeTrue();
    }

    [Fact]
    public void The_name_it_listens_on_is_one_of_them() => new HostPolicy(null, ["box.example.com"]).Allows(new HostString("BOX.example.com:5000")).ShouldBeTrue();

    [Theory]
    [InlineData("http://localhost:3000, http://localhost:3000")]
    [InlineData("http://localhost:3000,https://evil.example")]
    public void Several_origins_are_none(string origins)
    {
        new OriginPolicy([]).Allows(origins, new HostString("localhost:5000")).ShouldBeFalse();
        new OriginPolicy(["*"]).Allows(origins, new HostString("localhost:5000")).ShouldBeFalse();
    }

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
