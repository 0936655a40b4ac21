using Leat.Core.Artifacts;

namespace Leat.Core.Tests.Artifacts;

public sealed class ArtifactPathTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData(".", "")]
    [InlineData("a.txt", "a.txt")]
    [InlineData("dir/deep/c.bin", "dir/deep/c.bin")]
    [InlineData("dir/", "dir")]
    [InlineData("a//b", "a/b")]
    [InlineData("./a/./b", "a/b")]
    [InlineData("..a/b../...", "..a/b../...")]
    [InlineData("models:v1/x", "models:v1/x")]
    [InlineData("a/C:/b", "a/C:/b")]
    public void A_safe_path_gets_its_normal_form(string? path, string expected) => ArtifactPath.ParseDirectory(path).ShouldBe(expected);

    [Theory]
    [InlineData("a b.txt")]
    [InlineData("a%20b.txt")]
    [InlineData("a%2520b")]
    [InlineData("%41")]
    [InlineData("100%")]
    [InlineData("50%zz%4")]
    [InlineData("%ff")]
    [InlineData("%80x")]
    [InlineData("a%23b")]
    [InlineData("a%00b")]
    [InlineData("%2e%2e")]
    [InlineData("%2E%252e")]
    [InlineData("%2fetc")]
    [InlineData("%2e%2e.txt")]
    [InlineData("key%step%23%timestamp%1700000000000%0a1b.png")]
    [InlineData("a+b&c=d?e")]
    [InlineData("a\\b")]
    [InlineData("\\a")]
    [InlineData("C:x")]
    [InlineData("a:b.txt")]
    [InlineData("file:x")]
    [InlineData("a\nb\u007f\u0085\u001b[31m")]
    [InlineData("%25252525252525252525252541")]
    [InlineData("e\u0301")]
    [InlineData("\u00e9")]
    public void A_name_is_kept_letter_for_letter(string name)
    {
        ArtifactPath.ParseFile(name).ShouldBe(name);
        ArtifactPath.ParseFile("dir/" + name).ShouldBe("dir/" + name);
    }

    [Theory]
    // Parents, plain and in the middle.
    [InlineData("..")]
    [InlineData("../..")]
    [InlineData("../x")]
    [InlineData("dir/..")]
    [InlineData("dir/../..")]
    [InlineData("dir/../x")]
    [InlineData("dir/./../x")]
    [InlineData("dir//..//x")]
    // For whoever decodes further: once, twice, in parts, up to the limit.
    [InlineData("%2E%2E/x")]
    [InlineData(".%2e/x")]
    [InlineData("..%2f..")]
    [InlineData("..%2F..%2Fetc%2Fpasswd")]
    [InlineData("dir%2f..%2fx")]
    [InlineData("%252e%252e%252f")]
    [InlineData("..%252f..%252fx")]
    [InlineData("%25252e%25252e/x")]
    [InlineData("%%32%65%%32%65/x")]
    [InlineData("%2525252525252525252e%2525252525252525252e/x")]
    // Absolute.
    [InlineData("/")]
    [InlineData("/etc")]
    [InlineData("//etc/passwd")]
    // Windows: parents, drives, shares, devices.
    [InlineData("..\\x")]
    [InlineData("dir\\..\\..\\x")]
    [InlineData("..%5c..%5cx")]
    [InlineData("C:\\Windows")]
    [InlineData("C:/Windows")]
    [InlineData("./C:/Windows")]
    [InlineData("\\\\server\\share")]
    [InlineData("%5c%5cserver%5cshare")]
    [InlineData("\\\\?\\C:\\x")]
    // URIs of files.
    [InlineData("file:///etc")]
    [InlineData("FILE:/etc")]
    [InlineData("./file:///etc")]
    [InlineData("a\0b")]
    // Overlong dots and slashes.
    [InlineData("%c0%ae%c0%ae/x")]
    [InlineData("..%c0%afx")]
    [InlineData("%e0%80%ae%e0%80%ae/x")]
    [InlineData("%f0%80%80%ae./x")]
    [InlineData("%c0%2e/../x")]
    public void A_path_that_may_lead_outside_is_refused(string path)
    {
        ShouldBeInvalid(() => ArtifactPath.ParseFile(path));
        ShouldBeInvalid(() => ArtifactPath.ParseDirectory(path));
    }

    [Theory]
    [InlineData("%2e%2e")]
    [InlineData("a/%252e%252e")]
    [InlineData("%c0%ae.")]
    public void Only_a_file_may_have_a_name_that_decodes_to_the_parent(string path)
    {
        ShouldBeInvalid(() => ArtifactPath.ParseDirectory(path));
        ShouldBeInvalid(() => ArtifactPath.ParseFile(path + "/x"));
        ArtifactPath.TryParseDirectory(path, out _).ShouldBeFalse();
        ArtifactPath.ParseFile(path).ShouldBe(path);
    }

    [Theory]
    [InlineData("a%20b", "a b")]
    [InlineData("a%2520b", "a%20b")]
    [InlineData("100%", "100%")]
    [InlineData("50%zz%4", "50%zz%4")]
    [InlineData("%E6%97%A5%E6%9C%AC.txt", "日本.txt")]
    [InlineData("%F0%9F%9A%80", "🚀")]
    [InlineData("a%2Fb", "a/b")]
    public void An_address_is_decoded_once(string encoded, string expected) => ArtifactPath.DecodeOnce(encoded).ShouldBe(expected);

    [Theory]
    [InlineData("%c0%ae%c0%ae/x")]
    [InlineData("%e0%80%ae")]
    [InlineData("%ff")]
    [InlineData("%ed%a0%80")]
    public void An_address_that_is_not_utf8_is_refused(string encoded) => ShouldBeInvalid(() => ArtifactPath.DecodeOnce(encoded));

    [Theory]
    [InlineData("/1/ab/artifacts", "1/ab/artifacts")]
    [InlineData("/a%20b", "a b")]
    [InlineData("/a%2520b", "a%20b")]
    [InlineData("/a%20b/100%", "a%20b/100%")]
    [InlineData("/a/../b/", "b")]
    [InlineData("/a/%2e%2e/b", "b")]
    [InlineData("", "")]
    public void The_path_of_a_location_is_part_of_a_uri(string uriPath, string expected) =>
        ArtifactPath.ParseLocation(uriPath).ShouldBe(expected);

    [Theory]
    [InlineData("/..")]
    [InlineData("/a/../../b")]
    [InlineData("/a/%2e%2e/%2e%2e")]
    [InlineData("/%ff")]
    public void A_location_does_not_leave_its_root(string uriPath) => ShouldBeInvalid(() => ArtifactPath.ParseLocation(uriPath));

    [Theory]
    [InlineData("/data/a\\b", "a\\b")]
    [InlineData("C:\\data\\x.bin", "x.bin")]
    [InlineData("\\\\server\\share\\x.bin", "x.bin")]
    [InlineData("x.bin", "x.bin")]
    public void A_local_file_has_the_name_that_its_system_gives_it(string path, string expected) =>
        ArtifactPath.GetNameOfLocal(path).ShouldBe(expected);

    [Fact]
    public void An_unpaired_surrogate_is_refused() =>
        ShouldBeInvalid(() => ArtifactPath.ParseFile("a\ud800b"));

    [Theory]
    [InlineData("\uff0e\uff0e/x")]
    [InlineData("\u2024\u2024/x")]
    [InlineData("a\u2215b")]
    [InlineData("\ufffd")]
    public void Lookalikes_of_dots_and_slashes_are_ordinary_letters(string path) => ArtifactPath.ParseFile(path).ShouldBe(path);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("./")]
    public void Where_a_file_is_needed_the_root_is_refused(string? path) =>
        ShouldBeInvalid(() => ArtifactPath.ParseFile(path));

    [Theory]
    [InlineData(null, "a", "a")]
    [InlineData("", "a", "a")]
    [InlineData("a", null, "a")]
    [InlineData("a", "b/c", "a/b/c")]
    [InlineData("", "", "")]
    public void Paths_are_joined_with_one_slash(string? parent, string? child, string expected) =>
        ArtifactPath.Combine(parent, child).ShouldBe(expected);

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a/b.txt", "b.txt")]
    public void The_name_is_the_last_segment(string path, string expected) => ArtifactPath.GetName(path).ShouldBe(expected);

    [Fact]
    public void In_a_url_each_segment_is_escaped_and_comes_back()
    {
        const string path = "dir/a b#?%0a+&日.txt";

        var escaped = ArtifactPath.EscapeForUrl(path);

        escaped.ShouldBe("dir/a%20b%23%3F%250a%2B%26%E6%97%A5.txt");
        Uri.UnescapeDataString(escaped).ShouldBe(path);
    }

    private static void ShouldBeInvalid(Func<string> parse)
    {
        var error = Should.Throw<LeatException>(() => parse());
        error.Code.ShouldBe(ErrorCode.InvalidParameterValue);
        error.Message.ShouldBe("Invalid path");
    }
}
