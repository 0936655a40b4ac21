using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Testing.ObjectStores;

namespace Leat.Artifacts.Sftp;

/// <summary>What OpenSSH's files say about hosts, and whom they trust.</summary>
public sealed class SshConfigurationTests : IAsyncLifetime
{
    private readonly string _home = Directory.CreateTempSubdirectory("leat-ssh-").FullName;
    private TestDirectory _directory = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Ssh => Path.Combine(_home, ".ssh");

    private string Key => Path.Combine(_directory.Server.Home, ".ssh", "id_ed25519");

    private string Host => string.Create(CultureInfo.InvariantCulture, $"[127.0.0.1]:{_directory.Server.Port}");

    public async ValueTask InitializeAsync()
    {
        _directory = await TestDirectory.CreateAsync();
        Directory.CreateDirectory(Ssh);
        Write("config", $"IdentityFile {Key}\n");
        Write("known_hosts", $"{Host} {_directory.Server.PublicKeys[0]}\n");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_home, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_alias_stands_for_address_port_user_and_key()
    {
        Write("included", string.Create(CultureInfo.InvariantCulture, $"Host files backup-?\n  HostName 127.0.0.1\n  Port {_directory.Server.Port}\n  User {Environment.UserName}\n  IdentityFile=\"{Key}\"\n"));
        Write("config", "# the team's machines\nInclude includ*\nHost other\n  Port 1\nHost *\n  User nobody-of-this-name\n  Port 2\n");

        (await ListAsync($"sftp://files{_directory.Path}")).ShouldBeEmpty();
        (await ListAsync($"sftp://backup-1{_directory.Path}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_of_hosts_may_be_hashed_or_patterns_and_keys_of_several_kinds()
    {
        var salt = RandomNumberGenerator.GetBytes(20);
#pragma warning disable CA5350 // The file's format.
        var hash = HMACSHA1.HashData(salt, Encoding.UTF8.GetBytes(Host));
#pragma warning restore CA5350
        foreach (var key in _directory.Server.PublicKeys)
        {
            foreach (var line in new[] { $"|1|{Convert.ToBase64String(salt)}|{Convert.ToBase64String(hash)} {key}", $"other,[127.0.0.*]:* {key} a comment" })
            {
                Write("known_hosts", $"# comment\n\n{line}\n");
                (await ListAsync(_directory.Root)).ShouldBeEmpty();
            }
        }
    }

    [Fact]
    public async Task A_host_that_is_not_known_is_not_trusted_and_its_fingerprint_told()
    {
        Write("known_hosts", $"other.example {_directory.Server.PublicKeys[0]}\n");

        var error = await FailAsync(_directory.Root);

        error.Code.ShouldBe(ErrorCode.PermissionDenied);
        error.Message.ShouldContain($"~/.ssh/known_hosts has no key of '{Host}'");
        error.Message.ShouldContain("SHA256:");
    }

    [Theory]
    [InlineData("")]
    [InlineData("@revoked ")]
    public async Task A_host_with_another_key_or_one_that_was_revoked_is_refused(string marker)
    {
        await SshServer.MakeKeyAsync("ed25519", Path.Combine(_home, "other"));
        var other = string.Join(' ', File.ReadAllText(Path.Combine(_home, "other.pub")).Split(' ')[..2]);
        var right = $"{Host} {_directory.Server.PublicKeys[0]}\n";
        Write("known_hosts", marker.Length == 0 ? $"{Host} {other}\n" : right + marker + right);

        var error = await FailAsync(_directory.Root);

        error.Code.ShouldBe(ErrorCode.PermissionDenied);
        error.Message.ShouldContain("shows a key that is not the one of");
    }

    [Fact]
    public async Task A_key_that_the_server_does_not_know_is_refused()
    {
        await SshServer.MakeKeyAsync("ed25519", Path.Combine(Ssh, "id_ed25519"));
        Write("config", "");

        var error = await FailAsync(_directory.Root);

        error.Code.ShouldBe(ErrorCode.Unauthenticated);
        error.Message.ShouldContain("does not let this user in");
    }

    [Fact]
    public async Task A_key_with_a_passphrase_is_named()
    {
        await SshServer.MakeKeyAsync("ed25519", Path.Combine(Ssh, "id_ed25519"), "secret words");
        Write("config", "");

        (await FailAsync(_directory.Root)).Message.ShouldContain("is locked with a passphrase");
    }

    [Theory]
    [InlineData("config", "", "There is no key to sign in to")]
    [InlineData("config", "IdentityFile ~/.ssh/nothing-here", "nothing-here' cannot be read")]
    [InlineData("config", "ProxyJump bastion", "through another machine")]
    [InlineData("config", "Port many", "'many' in the SSH configuration is no number")]
    public async Task A_configuration_that_cannot_be_used_is_named(string file, string content, string message)
    {
        Write(file, content);

        (await FailAsync($"sftp://127.0.0.1{_directory.Path}")).Message.ShouldContain(message);
    }

    [Fact]
    public async Task A_password_of_a_location_is_never_shown()
    {
        var location = string.Create(CultureInfo.InvariantCulture, $"sftp://{Environment.UserName}:hidden%20value@127.0.0.1:{_directory.Server.Port}{_directory.Path}");

        var error = await FailAsync(location);

        error.Code.ShouldBe(ErrorCode.Unauthenticated);
        error.ToString().ShouldNotContain("hidden");
    }

    [Theory]
    [InlineData("sftp:///path")]
    [InlineData("sftp://me:secret@/path")]
    [InlineData("sftp://me:secret@host:port/path")]
    [InlineData("sftp://host:70000/path")]
    public async Task A_location_without_a_host_is_refused(string location)
    {
        await using var store = _directory.Store(_home);

        var error = Should.Throw<LeatException>(() => store.Open(ArtifactLocation.Parse(location)));

        error.Message.ShouldContain("names no host");
        error.Message.ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_host_that_is_not_there_may_be_there_later()
    {
        Write("known_hosts", $"[{IPAddress.Loopback}]:1 {_directory.Server.PublicKeys[0]}\n");

        (await FailAsync($"sftp://127.0.0.1:1{_directory.Path}")).Code.ShouldBe(ErrorCode.TemporarilyUnavailable);
    }

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(Ssh, name), content);

    private async Task<IReadOnlyList<ArtifactEntry>> ListAsync(string location)
    {
        await using var store = _directory.Store(_home);
        return await store.Open(ArtifactLocation.Parse(location)).ListAsync(null, Cancellation);
    }

    private async Task<LeatException> FailAsync(string location) => await Should.ThrowAsync<LeatException>(() => ListAsync(location));
}
