using Leat.Core;

namespace Leat.Webhooks.Tests;

public sealed class SecretTests
{
    private static readonly WebhookSecretKey Key = Parse("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=");
    private static readonly WebhookSecretKey OtherKey = Parse("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

    /// <summary>The example from the specification.</summary>
    [Fact]
    public void A_token_of_the_specification_is_read() =>
        Key.TryDecrypt("gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==").ShouldBe("hello");

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("sixteen bytes ..")]
    [InlineData("ein längeres Geheimnis 日本 𝄞")]
    public void What_is_encrypted_is_decrypted_with_the_same_key_only(string secret)
    {
        var token = Key.Encrypt(secret, DateTimeOffset.UnixEpoch);

        Key.TryDecrypt(token).ShouldBe(secret);
        OtherKey.TryDecrypt(token).ShouldBeNull();
        Key.Encrypt(secret, DateTimeOffset.UnixEpoch).ShouldNotBe(token, "each has its own vector");
    }

    [Fact]
    public void A_damaged_token_is_refused()
    {
        // Some bits of the last character have no meaning, and the padding after it is optional.
        var token = Key.Encrypt("secret", DateTimeOffset.UnixEpoch).TrimEnd('=');
        for (var i = 0; i < token.Length - 1; i++)
        {
            Key.TryDecrypt(token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..]).ShouldBeNull();
            Key.TryDecrypt(token[..i]).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("not base64 at all!")]
    [InlineData("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4eQsKImvJapLeSbXpwF4e4=")]
    public void A_key_has_32_bytes(string text) => WebhookSecretKey.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Without_a_key_one_is_made_for_its_owner_alone_and_kept()
    {
        var folder = Directory.CreateTempSubdirectory("leat");
        try
        {
            var path = Path.Combine(folder.FullName, "leat.db-webhook-key");
            var keeper = new SecretKeeper(key: null, new WebhookKeyFile(path), TimeProvider.System);
            keeper.Reveal(new WebhookSecret("plain:old")).ShouldBe("old");
            File.Exists(path).ShouldBeFalse("nothing has been kept yet");

            var kept = keeper.Keep("s");

            kept.Kept.ShouldStartWith("fernet:");
            new SecretKeeper(key: null, new WebhookKeyFile(path), TimeProvider.System).Reveal(kept).ShouldBe("s");
            new SecretKeeper(Key, new WebhookKeyFile(path), TimeProvider.System).Reveal(kept).ShouldBe("s");
            new SecretKeeper(Key, file: null, TimeProvider.System).Reveal(kept).ShouldBeNull();
            folder.GetFiles().Length.ShouldBe(1);
            if (!OperatingSystem.IsWindows())
                File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Many_that_make_a_key_at_once_agree_on_one()
    {
        var folder = Directory.CreateTempSubdirectory("leat");
        try
        {
            var path = Path.Combine(folder.FullName, "key");
            var kept = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(
                () => new SecretKeeper(key: null, new WebhookKeyFile(path), TimeProvider.System).Keep("s"))));

            var keeper = new SecretKeeper(key: null, new WebhookKeyFile(path), TimeProvider.System);
            kept.Select(keeper.Reveal).ShouldAllBe(secret => secret == "s");
            folder.GetFiles().Length.ShouldBe(1);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_file_that_holds_no_key_is_named()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "not a key");

            Should.Throw<LeatException>(() => new WebhookKeyFile(path).FindOrMake()).Message.ShouldStartWith(
                $"The key for the secrets of webhooks, in '{path}', cannot be read (it holds no key). Bring the file back");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Secrets_from_before_the_key_stay_readable_those_of_another_key_do_not()
    {
        var without = new SecretKeeper(key: null, file: null, TimeProvider.System);
        var with = new SecretKeeper(Key, file: null, TimeProvider.System);

        with.Reveal(without.Keep("fernet:x")).ShouldBe("fernet:x");
        with.Reveal(with.Keep("s")).ShouldBe("s");
        without.Reveal(with.Keep("s")).ShouldBeNull();
        new SecretKeeper(OtherKey, file: null, TimeProvider.System).Reveal(with.Keep("s")).ShouldBeNull();
        with.Reveal(new WebhookSecret("of no form")).ShouldBeNull();
    }

    [Fact]
    public void Neither_keys_nor_secrets_print_themselves()
    {
        Key.ToString().ShouldNotContain("cw_0");
        new WebhookOptions { SecretKey = Key }.ToString().ShouldNotContain("cw_0");
        new WebhookSecret("plain:hush").ToString().ShouldNotContain("hush");
    }

    private static WebhookSecretKey Parse(string text) =>
        WebhookSecretKey.TryParse(text, out var key) ? key! : throw new FormatException(text);
}
