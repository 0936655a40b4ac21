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
    public void Secrets_from_before_the_key_stay_readable_those_of_another_key_do_not()
    {
        var without = new SecretKeeper(key: null, TimeProvider.System);
        var with = new SecretKeeper(Key, TimeProvider.System);

        with.Reveal(without.Keep("fernet:x")).ShouldBe("fernet:x");
        with.Reveal(with.Keep("s")).ShouldBe("s");
        without.Reveal(with.Keep("s")).ShouldBeNull();
        new SecretKeeper(OtherKey, TimeProvider.System).Reveal(with.Keep("s")).ShouldBeNull();
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
